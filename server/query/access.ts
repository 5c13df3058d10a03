/** Which scopes a reader may see (contract §4 and §7). Every refusal is told to the audit log. */
import type { FastifyRequest } from 'fastify';
import { parseScope, type Scope } from '../../shared/domain/place.ts';
import { actorOf, mayRead, type Reader, type Sight, sightOf } from '../../shared/domain/reader.ts';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { AuditEntry } from '../store/store.ts';

export interface AccessOptions {
  /** The registers as they are now. */
  register: () => SiteRegister;
  audit: (entry: AuditEntry) => void;
  /** The server's clock in ms. */
  clock: () => number;
}

export class Access {
  readonly #options: AccessOptions;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  readerOf(request: FastifyRequest): Reader {
    if (!request.reader) throw new Error('the guard let nobody in');
    return request.reader;
  }

  sight(request: FastifyRequest): Sight {
    return sightOf(this.readerOf(request));
  }

  /**
   * A scope that exists and that the reader may see, as it was given.
   * @throws ProblemError 404 `unknown-scope`, 403 `forbidden-scope`.
   */
  scope(request: FastifyRequest, text: string): string {
    const scope = parseScope(text);
    const register = this.#options.register();
    if (!scope || !register.exists(scope))
      throw new ProblemError('unknown-scope', { zh: `没有范围 ${text}`, en: `there is no scope ${text}` });
    if (!mayRead(this.readerOf(request), scope, register)) this.#refuse(request, 'forbidden-scope', text);
    return text;
  }

  /** The scope of an `area` parameter; without one a display has its own and everybody else all. */
  area(request: FastifyRequest, area: string | undefined): string | undefined {
    if (area === undefined) return this.readerOf(request).scope;
    return this.scope(request, `area:${area}`);
  }

  /**
   * A county that exists; a display sees the one that its scope lies in or covers.
   * @throws ProblemError 404, 403.
   */
  county(request: FastifyRequest, code: string): string {
    const scope: Scope = { kind: 'area', code };
    if (!/^\d{6}$/.test(code) || !this.#options.register().exists(scope))
      throw new ProblemError('unknown-scope', { zh: `没有县 ${code}`, en: `there is no county ${code}` });
    if (!this.counties(request, [code]).includes(code)) this.#refuse(request, 'forbidden-scope', code);
    return code;
  }

  /**
   * A city or a province that the reader may see whole.
   * @throws ProblemError 404, 403.
   */
  aboveCounty(request: FastifyRequest, code: string): string {
    if (!/^(\d{2}|\d{4})$/.test(code))
      throw new ProblemError('unknown-scope', {
        zh: `没有市或省 ${code}`,
        en: `there is no city or province ${code}`,
      });
    this.scope(request, `area:${code}`);
    return code;
  }

  /** Those of some counties that the reader may know of. */
  counties(request: FastifyRequest, codes: readonly string[]): string[] {
    const own = parseScope(this.readerOf(request).scope ?? '');
    if (!own) return [...codes];
    const seen = this.#options.register().countiesOf(own);
    return codes.filter((code) => seen.includes(code));
  }

  /** @throws ProblemError 403 for displays. */
  refuseDisplays(request: FastifyRequest): void {
    if (this.readerOf(request).kind === 'display')
      this.#refuse(request, 'forbidden', request.routeOptions.url);
  }

  #refuse(request: FastifyRequest, code: 'forbidden' | 'forbidden-scope', target: string | undefined): never {
    this.#note(request, actorOf(this.readerOf(request)), code, target);
    throw new ProblemError(code, { zh: '凭证不含此范围', en: 'the credentials do not reach that far' });
  }

  #note(request: FastifyRequest, actor: string, result: string, target = request.routeOptions.url): void {
    this.#options.audit({
      at: this.#options.clock(),
      actor,
      action: 'read',
      ...(target === undefined ? {} : { target }),
      from: request.ip,
      result,
    });
  }
}

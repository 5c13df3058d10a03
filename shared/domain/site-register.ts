/** Where every site and division of this server stands; a county's own register answers for what is inside it. */
import type { Site } from '../county/county.ts';
import type { Register } from '../county/register.ts';
import type { Scope } from './place.ts';

export class SiteRegister {
  readonly #registers: readonly Register[];
  readonly #bySite = new Map<string, Register>();
  readonly #stages = new Map<string, ReadonlySet<string>>();
  readonly #divisions = new Set<string>();

  constructor(registers: readonly Register[]) {
    this.#registers = registers;
    for (const register of registers) {
      const { code, county } = register;
      this.#stages.set(code, new Set(county.profile.projectStages.map((stage) => stage.id)));
      for (const division of [code.slice(0, 2), code.slice(0, 4), code]) this.#divisions.add(division);
      for (const town of county.towns) this.#divisions.add(town.code);
      for (const site of county.sites) this.#bySite.set(site.code, register);
    }
  }

  /** A site with the code of its county. */
  find(code: string): { site: Site; county: string } | undefined {
    const register = this.#bySite.get(code);
    const site = register?.site(code);
    return register && site && { site, county: register.code };
  }

  /** Whether `site` is `above` or stands below it (contract §2); sites of other counties never do. */
  isAtOrBelow(site: string, above: string): boolean {
    const register = this.#bySite.get(site);
    return (
      register !== undefined && register === this.#bySite.get(above) && register.isAtOrBelow(site, above)
    );
  }

  isStage(county: string, stage: string): boolean {
    return this.#stages.get(county)?.has(stage) ?? false;
  }

  /** Whether a scope names a division or a site of this server. */
  exists(scope: Scope): boolean {
    return scope.kind === 'site' ? this.#bySite.has(scope.code) : this.#divisions.has(scope.code);
  }

  /** Codes of the counties that a scope covers or lies in. */
  countiesOf(scope: Scope): string[] {
    const own = scope.kind === 'site' ? this.#bySite.get(scope.code)?.code : undefined;
    return this.#registers
      .map(({ code }) => code)
      .filter((code) => (scope.kind === 'site' ? code === own : overlap(code, scope.code)));
  }

  /** Whether everything of `inner` is in `outer`; a site without a town is in its county and in no town. */
  covers(outer: Scope, inner: Scope): boolean {
    if (outer.kind === 'site') return inner.kind === 'site' && inner.code === outer.code;
    if (inner.kind === 'area') return inner.code.startsWith(outer.code);
    const found = this.find(inner.code);
    return found !== undefined && (found.site.town ?? found.county).startsWith(outer.code);
  }
}

const overlap = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

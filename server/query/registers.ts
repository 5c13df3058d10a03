/** The registers of every county, built once for each version of them. */

import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import { areaCounty } from '../../shared/county/area.ts';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { BoardReader } from './board-reader.ts';
import { unknownScope } from './refusal.ts';

export class Registers {
  readonly #boards: BoardReader;
  /** What was asked for, with the registers that it was made of: counties are few, and areas fewer. */
  readonly #areas = new Map<string, { of: readonly Register[]; county: County }>();
  readonly #known = new Map<string, { version: number; register: Register }>();

  constructor(boards: BoardReader) {
    this.#boards = boards;
  }

  /** As they are in this view, in the order of their codes. */
  async all(view: ReadTransaction): Promise<Register[]> {
    const registers: Register[] = [];
    for (const { code, version } of await view.countyVersions()) {
      const known = this.#known.get(code);
      if (known?.version === version) registers.push(known.register);
      else {
        const county = await view.county(code);
        if (!county) continue;
        const register = new Register(county);
        this.#known.set(code, { version, register });
        registers.push(register);
      }
    }
    return registers;
  }

  async one(view: ReadTransaction, code: string): Promise<Register> {
    const register = (await this.all(view)).find((candidate) => candidate.code === code);
    if (!register) throw unknownScope(code);
    return register;
  }

  /** A county, or what its city or province is as a whole. */
  async oneOrArea(view: ReadTransaction, code: string): Promise<County> {
    const all = await this.all(view);
    const known = this.#areas.get(code);
    const within = all.filter((register) => register.code.startsWith(code));
    if (known?.of.length === within.length && known.of.every((register, n) => register === within[n]))
      return known.county;
    const county = all.find((register) => register.code === code)?.county ?? areaCounty(code, within);
    if (!county) throw unknownScope(code);
    this.#areas.set(code, { of: within, county });
    return county;
  }

  /**
   * The shares of a scope.
   * @throws Refusal `unknown-scope`.
   */
  async shares(view: ReadTransaction, text: string): Promise<ScopeShares> {
    const scope = parseScope(text);
    const shares = scope && this.#boards.resolve(scope, await this.all(view));
    if (!shares) throw unknownScope(text);
    return shares;
  }
}

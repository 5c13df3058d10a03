/** One replay: the counties of its scope as they stood, and the board that its viewer holds. */
import type { Board } from '../../shared/board/board.ts';
import { diff, type JsonObject } from '../../shared/board/merge-patch.ts';
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { ReplayBasis, ReplayFrame, ReplayOpened } from '../../shared/wire/replay.ts';
import type { ReadTransaction } from '../store/store.ts';
import { CountyState, type Way } from './county-state.ts';
import type { Boards, Projection } from './parts.ts';
import { ReplayError } from './replay-error.ts';
import { ReplayView } from './replay-view.ts';
import { lastReceivedBy, type Span } from './span-log.ts';
import { timelineOf } from './timeline.ts';

export interface ReplayParts {
  /** The registers as they are in a view; the same objects for as long as they do not change. */
  registers: (view: ReadTransaction) => Promise<readonly Register[]>;
  boards: Boards;
  projection: Projection;
}

export interface ReplayBeginning {
  id: string;
  scope: string;
  /** ms */
  from: number;
  to: number;
  basis?: ReplayBasis;
}

async function sharesOf(parts: ReplayParts, view: ReadTransaction, text: string): Promise<ScopeShares> {
  const scope = parseScope(text);
  const shares = scope && parts.boards.resolve(scope, await parts.registers(view));
  if (!shares) throw new ReplayError('unknown-scope');
  return shares;
}

/** `received` where anything of the span was received within it. */
async function usualBasis(view: ReadTransaction, shares: ScopeShares, from: number, to: number) {
  const heads = new Map((await view.heads()).map(({ county, head }) => [county, head]));
  for (const { register } of shares.parts) {
    const head = heads.get(register.code) ?? 0;
    const before = await lastReceivedBy(view, register.code, head, from);
    if ((await lastReceivedBy(view, register.code, head, to)) > before) return 'received';
  }
  return 'happened';
}

export class Replay {
  readonly id: string;
  readonly #parts: ReplayParts;
  readonly #span: Span;
  /** By the code of the county; one that no scope has asked for yet is not there. */
  readonly #states = new Map<string, CountyState>();
  #scope: string;
  #sent: Board | undefined;
  #rev = 0;

  private constructor(parts: ReplayParts, { id, scope }: ReplayBeginning, span: Span) {
    this.#parts = parts;
    this.id = id;
    this.#scope = scope;
    this.#span = span;
  }

  /** @throws ReplayError */
  static async open(
    parts: ReplayParts,
    beginning: ReplayBeginning,
    way: Way,
  ): Promise<{ replay: Replay; opened: ReplayOpened }> {
    const { scope, from, to } = beginning;
    const shares = await sharesOf(parts, way.view, scope);
    const basis = beginning.basis ?? (await usualBasis(way.view, shares, from, to));
    const span = { from, to, basis };
    const replay = new Replay(parts, beginning, span);
    const frame = await replay.frame(from, scope, way);
    const told = shares.parts.map((place) => ({ state: replay.#stateOf(place.register.code), place }));
    const timeline = await timelineOf(way.view, told, span);
    const opened = { ...frame, from: formatInstant(from), to: formatInstant(to), basis, timeline };
    return { replay, opened };
  }

  /**
   * The board of a scope at an instant, of its own scope where none is named.
   * @throws ReplayError where there is no such scope, or the registers are no longer those of the beginning.
   */
  async frame(instant: number, named: string | undefined, way: Way): Promise<ReplayFrame> {
    const scope = named ?? this.#scope;
    const at = Math.min(Math.max(instant, this.#span.from), this.#span.to);
    const shares = await sharesOf(this.#parts, way.view, scope);
    for (const { register } of shares.parts) await this.#bring(register, at, way);
    const view = new ReplayView(way.view, this.#states);
    const { board } = await this.#parts.boards.read(view, shares);
    const next = shares.parts.flatMap(
      (place) => this.#stateOf(place.register.code).log.nextAfter(at, place) ?? [],
    );
    const head = { ok: true as const, id: this.id, scope, at: formatInstant(at) };
    const ahead = next.length === 0 ? {} : { next: formatInstant(Math.min(...next)) };
    return { ...head, rev: this.#rev + 1, ...this.#change(scope, board), ...ahead };
  }

  #stateOf(county: string): CountyState {
    const state = this.#states.get(county);
    if (!state) throw new Error(`no replay of county ${county}`);
    return state;
  }

  async #bring(register: Register, at: number, way: Way): Promise<void> {
    let state = this.#states.get(register.code);
    if (!state) {
      state = await CountyState.open(this.#parts.projection, register, this.#span, way);
      this.#states.set(register.code, state);
    }
    // Another register would tell every figure of the past anew, so there is no way on from here.
    if (state.register !== register) throw new ReplayError('unknown-replay');
    await state.moveTo(at, way);
  }

  /** The board as the viewer is told it; from here on he holds it. */
  #change(scope: string, board: Board): { patch: JsonObject } | { board: Board } {
    const before = scope === this.#scope ? this.#sent : undefined;
    this.#scope = scope;
    this.#sent = board;
    this.#rev += 1;
    if (!before) return { board };
    return { patch: diff(before as unknown as JsonObject, board as unknown as JsonObject) ?? {} };
  }
}

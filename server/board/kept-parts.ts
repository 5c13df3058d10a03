/**
 * The parts of the counties of a city or a province, kept for as long as nothing moves in a county: a board of 90
 * counties is read anew whenever one of them has changed, and then reads that one.
 */
import type { BoardDays } from '../../shared/board/board-days.ts';
import type { BoardPart } from '../../shared/board/board-part.ts';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { BoardView, Position } from '../store/store.ts';
import { type PartsAtHand, readPart } from './read-board.ts';

interface Kept extends Position {
  /** Another one where the registers have changed. */
  register: Register;
  day: string;
  part: BoardPart;
}

export class KeptParts implements PartsAtHand {
  /** One for each county. */
  readonly #kept = new Map<string, Kept>();

  async part(
    view: BoardView,
    share: ScopeShare,
    days: BoardDays,
    { seq, asOf }: Position,
  ): Promise<BoardPart> {
    const { register } = share;
    const { day } = days;
    const known = this.#kept.get(register.code);
    if (known?.register === register && known.day === day && known.seq === seq && known.asOf === asOf)
      return known.part;
    // Cold, all counties are read: what else waits for this thread comes in between two of them.
    await new Promise((resolve) => setImmediate(resolve));
    const part = await readPart(view, share, days, true);
    this.#kept.set(register.code, { register, day, seq, asOf, part });
    return part;
  }
}

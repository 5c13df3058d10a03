/** How far the projector has come, as the thread that answers requests knows it. */
import type { JournalHead, Position } from '../store/store.ts';

/** Where a county's figures stand. */
export type Standing = Pick<JournalHead, 'position' | 'nextChangeAt'>;

/** Events up to `head` were in the journal at `at` (ms), those after the mark before not yet. */
interface Mark {
  head: number;
  at: number;
}

interface Distance {
  head: number;
  position: Position;
  /** What the projector has not reached, oldest first. */
  marks: Mark[];
  /** When time alone changes figures next (ms). */
  changesAt: number;
}

export interface ProgressOptions {
  now: () => number;
  /** The first instant (ms) of the day after an instant, in the county's time: figures turn with it [T3]. */
  nextDayAt: (county: string, instant: number) => number | undefined;
  /** Milliseconds that pass evenly. */
  elapsed?: () => number;
}

/** Marks nearer to each other than this are one, with the time of the first: precise enough, and bounded. */
const markMs = 100;
/** Whoever has not been able to look at the database for so long (ms) knows nothing of the time since. */
const unseenMs = 3_000;

const isAfter = (one: Position, other: Position): boolean =>
  one.seq > other.seq || (one.seq === other.seq && one.asOf > other.asOf);

export class Progress {
  private readonly now: () => number;
  private readonly nextDayAt: ProgressOptions['nextDayAt'];
  private readonly elapsed: () => number;
  private readonly counties = new Map<string, Distance>();
  private looked: { at: number; elapsed: number };
  private haltedAt: number | undefined;

  constructor({ now, nextDayAt, elapsed = () => performance.now() }: ProgressOptions) {
    this.now = now;
    this.nextDayAt = nextDayAt;
    this.elapsed = elapsed;
    this.looked = { at: now(), elapsed: elapsed() };
  }

  /** Where the journal and the projector stood when the server started. */
  begin({ county, head, ...standing }: JournalHead): void {
    const { position } = standing;
    const behind = head > position.seq;
    // When the first event that waits came is not known here, but it was not before the last one was projected.
    const marks = behind ? [{ head, at: position.asOf }] : [];
    this.counties.set(county, { head, position, marks, changesAt: this.changesAt(county, standing) });
  }

  /** Events up to `head` are in the journal. */
  noteHead(county: string, head: number): void {
    const distance = this.distanceOf(county);
    if (head <= distance.head) return;
    distance.head = head;
    const last = distance.marks.at(-1);
    if (last && this.now() - last.at < markMs) last.head = head;
    else distance.marks.push({ head, at: this.now() });
  }

  notePosition(county: string, standing: Standing): void {
    const { position } = standing;
    const distance = this.distanceOf(county);
    distance.position = position;
    distance.changesAt = this.changesAt(county, standing);
    distance.head = Math.max(distance.head, position.seq);
    distance.marks = distance.marks.filter(({ head }) => head > position.seq);
  }

  /** Whether figures have moved up to a position of which nobody has told here. */
  isBehind(county: string, position: Position): boolean {
    return isAfter(position, this.distanceOf(county).position);
  }

  /** The database was looked at just now. */
  noteLook(): void {
    this.looked = { at: this.now(), elapsed: this.elapsed() };
  }

  /** Nothing can be stored from now on, so nobody knows what would have come since. */
  halt(): void {
    this.haltedAt ??= this.asOf;
  }

  resume(): void {
    this.haltedAt = undefined;
  }

  /** What the database says, whichever server moved it; answers whether figures have moved that nobody told of here. */
  noteRead({ county, head, ...standing }: JournalHead): boolean {
    const isNews = this.isBehind(county, standing.position);
    // Of one position it may have become another time at which figures change next: with another register.
    const isOld = isAfter(this.distanceOf(county).position, standing.position);
    if (!isOld) this.notePosition(county, standing);
    this.noteHead(county, head);
    return isNews;
  }

  /** Events in the journal that no figure shows yet. */
  get lag(): number {
    let lag = 0;
    for (const { head, position } of this.counties.values()) lag += head - position.seq;
    return lag;
  }

  /**
   * The instant (ms) up to which figures hold everything that has come, and what time has made of it: now, unless the
   * projector is behind or the database cannot be looked at or written to.
   */
  get asOf(): number {
    let asOf = this.elapsed() - this.looked.elapsed > unseenMs ? this.looked.at : this.now();
    if (this.haltedAt !== undefined) asOf = Math.min(asOf, this.haltedAt);
    for (const { marks, changesAt } of this.counties.values())
      asOf = Math.min(asOf, changesAt - 1, marks[0]?.at ?? Number.POSITIVE_INFINITY);
    return asOf;
  }

  /** A county that was never projected has no figures that time could change. */
  private changesAt(county: string, { position, nextChangeAt = Number.POSITIVE_INFINITY }: Standing): number {
    if (position.asOf === 0) return Number.POSITIVE_INFINITY;
    return Math.min(nextChangeAt, this.nextDayAt(county, position.asOf) ?? Number.POSITIVE_INFINITY);
  }

  private distanceOf(county: string): Distance {
    const known = this.counties.get(county);
    if (known) return known;
    const position = { seq: 0, asOf: 0 };
    const distance: Distance = { head: 0, position, marks: [], changesAt: Number.POSITIVE_INFINITY };
    this.counties.set(county, distance);
    return distance;
  }
}

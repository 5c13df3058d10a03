/** How far the projector has come, as the thread that answers requests knows it. */
import type { Position } from '../store/store.ts';

interface Distance {
  head: number;
  position: Position;
}

export class Progress {
  private readonly now: () => number;
  private readonly counties = new Map<string, Distance>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Events up to `head` are in the journal. */
  noteHead(county: string, head: number): void {
    const known = this.counties.get(county);
    if (known) known.head = Math.max(known.head, head);
    else this.counties.set(county, { head, position: { seq: 0, asOf: 0 } });
  }

  notePosition(county: string, position: Position): void {
    const head = Math.max(this.counties.get(county)?.head ?? 0, position.seq);
    this.counties.set(county, { head, position });
  }

  /** Events in the journal that no figure shows yet. */
  get lag(): number {
    let lag = 0;
    for (const { head, position } of this.counties.values()) lag += head - position.seq;
    return lag;
  }

  /** The instant (ms) up to which figures hold everything that has come: now, unless the projector is behind. */
  get asOf(): number {
    let asOf = this.now();
    for (const { head, position } of this.counties.values()) {
      if (head > position.seq) asOf = Math.min(asOf, position.asOf);
    }
    return asOf;
  }
}

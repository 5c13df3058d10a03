/** Notices that a page is seen and its timers run, but no frame comes: what stands on the screen is a still. Pure. */

export type FrameCure = 'redraw' | 'reload';

const stalledMs = 10_000;
/** Timers that ran in the meantime: fewer, and it was the machine that slept, or the page that was busy. */
const ticksLeast = 6;

export class FrameWatch {
  private lastFrame: number;
  private ticks = 0;
  private redrawn = false;

  /** Times in milliseconds of any clock. */
  constructor(now: number) {
    this.lastFrame = now;
  }

  framed(now: number): void {
    this.lastFrame = now;
    this.ticks = 0;
    this.redrawn = false;
  }

  /** Called about once a second; answers what is to be done, each once for a stall. */
  tick(now: number, seen: boolean): FrameCure | undefined {
    if (!seen) {
      this.framed(now);
      return undefined;
    }
    this.ticks++;
    if (now - this.lastFrame < stalledMs || this.ticks < ticksLeast) return undefined;
    this.lastFrame = now;
    this.ticks = 0;
    const cure = this.redrawn ? 'reload' : 'redraw';
    this.redrawn = true;
    return cure;
  }
}

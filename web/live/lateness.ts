/**
 * How late the words of a server come on one line. Where much is waiting on the way they still come as evenly as ever,
 * each of them old: that shows only beside the time that the server says.
 */
import { clockMs } from '../../shared/wire/live.ts';

interface Word {
  /** What the server's clock said (ms). */
  said: number;
  /** When it came, in milliseconds that pass evenly. */
  came: number;
}

export class Lateness {
  private last: Word | undefined;
  private late = 0;

  /** A word has come; answers how much later it is than the quickest one of this line (ms). */
  heard(said: number, came: number): number {
    const { last } = this;
    this.last = { said, came };
    if (last) {
      const step = said - last.said;
      // A server's clock that was set back is no delay: the word after is as far away as ever.
      this.late = Math.max(0, this.late + (came - last.came) - (step < 0 ? clockMs : step));
    }
    return this.late;
  }

  /** What comes next comes on another line. */
  restart(): void {
    this.last = undefined;
    this.late = 0;
  }
}

/** The side of a display that is driven: it asks what to show whenever it has a line, and tells what it shows. */
import type { Directive, ShownView } from '../../shared/wire/remote.ts';
import type { LiveLine } from './connection.ts';

const answerMs = 5_000;

export class DrivenConnection {
  private joined = false;
  private latest: ShownView | undefined;

  constructor(
    private readonly line: LiveLine,
    private readonly told: (directive: Directive) => void,
  ) {
    line.on('connect', this.join);
    line.on('disconnect', this.left);
    line.on('remote-view', this.told);
    this.join();
  }

  /** Tells what the display shows now; again by itself where the line was lost meanwhile. */
  tell(shown: ShownView): void {
    this.latest = shown;
    if (this.joined) this.line.emit('remote-shown', shown);
  }

  close(): void {
    this.line.off('connect', this.join);
    this.line.off('disconnect', this.left);
    this.line.off('remote-view', this.told);
  }

  private readonly join = (): void => {
    if (!this.line.connected) return;
    this.line.timeout(answerMs).emit('remote-join', (error, directive) => {
      if (error) return this.join();
      this.joined = true;
      this.told(directive);
      if (this.latest) this.tell(this.latest);
    });
  };

  private readonly left = (): void => {
    this.joined = false;
  };
}

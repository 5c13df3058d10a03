/** The side of who drives displays: what becomes of each, and commands with their answers. */
import type { DriveRequest, RemoteDisplay, RemoteRefused, RemoteToClient } from '../../shared/wire/remote.ts';
import type { LiveLine } from './connection.ts';

export interface DrivingListener {
  /** All displays, at first and whenever the line was made anew. */
  all(displays: readonly RemoteDisplay[]): void;
  changed(display: RemoteDisplay): void;
  gone(id: string): void;
  refused(refusal: RemoteRefused): void;
}

const answerMs = 5_000;
const unanswered: RemoteRefused = { ok: false, code: 'unavailable', detail: '没有连上服务器，未执行' };

export class DrivingConnection {
  private readonly gone: RemoteToClient['remote-gone'];
  private readonly changed: RemoteToClient['remote-display'];

  constructor(
    private readonly line: LiveLine,
    private readonly listener: DrivingListener,
  ) {
    this.gone = ({ id }) => listener.gone(id);
    this.changed = (display) => listener.changed(display);
    line.on('connect', this.follow);
    line.on('remote-display', this.changed);
    line.on('remote-gone', this.gone);
    this.follow();
  }

  /** Resolves with the refusal where there is one; what has no line is refused at once and not kept for later. */
  drive(request: DriveRequest): Promise<RemoteRefused | undefined> {
    if (!this.line.connected) return Promise.resolve(unanswered);
    return new Promise((resolve) => {
      this.line.timeout(answerMs).emit('remote-drive', request, (error, answer) => {
        if (!error && answer.ok) for (const display of answer.displays) this.listener.changed(display);
        resolve(error ? unanswered : answer.ok ? undefined : answer);
      });
    });
  }

  close(): void {
    this.line.off('connect', this.follow);
    this.line.off('remote-display', this.changed);
    this.line.off('remote-gone', this.gone);
  }

  private readonly follow = (): void => {
    if (!this.line.connected) return;
    this.line.timeout(answerMs).emit('remote-follow', (error, answer) => {
      if (error) this.follow();
      else if (answer.ok) this.listener.all(answer.displays);
      else this.listener.refused(answer);
    });
  };
}

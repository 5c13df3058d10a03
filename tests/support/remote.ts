/** The two sides of remote control as their pages are: a display that hangs, and the hand of an operator. */
import type { Directive, DriveRequest, RemoteDisplay, RemoteRefused } from '../../shared/wire/remote.ts';
import type { Viewer } from './viewer.ts';

const answerMs = 10_000;

/** A display: it joins, follows, and keeps what it is told. */
export class Hung {
  readonly told: Directive[] = [];

  constructor(readonly viewer: Viewer) {
    viewer.socket.on('remote-view', (directive) => this.told.push(directive));
  }

  async join(): Promise<Directive> {
    const directive = await this.viewer.socket.timeout(answerMs).emitWithAck('remote-join');
    this.told.push(directive);
    return directive;
  }

  get last(): Directive | undefined {
    return this.told[this.told.length - 1];
  }
}

export type Driving = { ok: true; displays: RemoteDisplay[] } | RemoteRefused;

/** An operator's page. */
export class Driver {
  readonly displays = new Map<string, RemoteDisplay>();

  constructor(readonly viewer: Viewer) {
    viewer.socket.on('remote-display', (display) => this.displays.set(display.id, display));
    viewer.socket.on('remote-gone', ({ id }) => this.displays.delete(id));
  }

  async follow(): Promise<Driving> {
    const answer = await this.viewer.socket.timeout(answerMs).emitWithAck('remote-follow');
    if (answer.ok) for (const display of answer.displays) this.displays.set(display.id, display);
    return answer;
  }

  drive(displays: string[], change: DriveRequest['change'], minutes?: number): Promise<Driving> {
    const request = { displays, change, ...(minutes !== undefined && { minutes }) };
    return this.viewer.socket.timeout(answerMs).emitWithAck('remote-drive', request);
  }
}

/**
 * A replay over the socket of the page. The page wants an instant of a place; one question at a time is under way, and
 * when it is answered the latest wish is asked next, so that a slow server is caught up with and never queued at. A
 * replay that is lost, with the line or by the server, is opened anew where it was.
 */
import type { Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../shared/wire/live.ts';
import type {
  ReplayFrame,
  ReplayOpened,
  ReplayRefusal,
  ReplayRefused,
  ReplayRequest,
} from '../../shared/wire/replay.ts';
import { type Replayed, withFrame } from './replay-frames.ts';

export interface ReplayListener {
  /** The replay is there, for the first time or again. */
  opened(opened: ReplayOpened): void;
  frame(frame: Replayed): void;
  progress(done: number, of: number): void;
  /** The replay is gone and will be opened anew. */
  lost(): void;
  /** There is no such replay to be had. */
  refused(code: ReplayRefusal): void;
}

interface Wish {
  at: number;
  scope: string;
}

/** A long way through the journal takes its time; a line that is dead is found out sooner, and otherwise. */
const answerMs = 120_000;
const retryMs = 2_000;

export class ReplayConnection {
  private request: ReplayRequest | undefined;
  private wanted: Wish | undefined;
  /** The wish that the last frame was an answer to. */
  private met: Wish | undefined;
  private id: string | undefined;
  private last: Replayed | undefined;
  /** Answers to questions of an earlier opening are of no use any more. */
  private opening = 0;
  private asking = false;
  /** The replay has been there: it is not asked for in vain. */
  private had = false;
  private begunAt = Number.NEGATIVE_INFINITY;
  private retry: number | undefined;
  /** A place that this page may not see: not asked for again and again while the replay runs. */
  private barred: string | undefined;

  constructor(
    private readonly socket: Socket<ServerToClient, ClientToServer>,
    private readonly listener: ReplayListener,
  ) {
    socket.on('connect', this.begin);
    socket.on('disconnect', this.dropped);
    socket.on('replay-progress', this.progressed);
  }

  /** Opens the replay and shows its board `at` an instant of the span. */
  open(request: ReplayRequest, at: number): void {
    this.request = request;
    this.wanted = { at, scope: request.scope };
    this.begin();
  }

  /** Wants the board of a place at an instant; of several wishes the last one counts. */
  show(at: number, scope: string): void {
    if (at !== this.wanted?.at || scope !== this.wanted.scope) this.wanted = { at, scope };
    if (scope !== this.barred) this.barred = undefined;
    this.ask();
  }

  /** Whether a question is under way. */
  get busy(): boolean {
    return this.asking;
  }

  close(): void {
    if (this.id !== undefined && this.socket.connected) this.socket.emit('replay-close', { id: this.id });
    this.opening++;
    window.clearTimeout(this.retry);
    this.socket.off('connect', this.begin);
    this.socket.off('disconnect', this.dropped);
    this.socket.off('replay-progress', this.progressed);
  }

  private readonly begin = (): void => {
    window.clearTimeout(this.retry);
    const { request, socket } = this;
    if (request === undefined || !socket.connected) return;
    const number = ++this.opening;
    this.id = undefined;
    this.met = undefined;
    this.asking = true;
    this.begunAt = performance.now();
    socket.timeout(answerMs).emit('replay-open', request, (error, answer) => {
      if (number !== this.opening) return;
      this.asking = false;
      if (error) this.beginAgain();
      else if (answer.ok) this.begun(answer);
      else this.denied(answer.code);
    });
  };

  private begun(opened: ReplayOpened): void {
    this.id = opened.id;
    // What the server chose stays chosen when the replay is opened anew.
    if (this.request) this.request = { ...this.request, basis: opened.basis };
    this.had = true;
    this.last = withFrame(undefined, opened);
    this.listener.opened(opened);
    const { wanted } = this;
    if (wanted?.at === Date.parse(opened.at) && wanted.scope === opened.scope) this.publish(wanted);
    this.ask();
  }

  /** What was had is to be had again; what never was is refused at once. */
  private denied(code: ReplayRefusal): void {
    const passes = code === 'busy' || code === 'unavailable' || code === 'unknown-replay';
    if (passes && this.had) this.beginAgain();
    else this.listener.refused(code);
  }

  private beginAgain(): void {
    this.lose();
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(this.begin, Math.max(0, this.begunAt + retryMs - performance.now()));
  }

  private ask(): void {
    const { id, wanted, last } = this;
    if (id === undefined || wanted === undefined || this.asking || wanted === this.met) return;
    const { scope } = wanted;
    if (scope === this.barred) return;
    const number = this.opening;
    const at = new Date(wanted.at).toISOString();
    this.asking = true;
    this.socket
      .timeout(answerMs)
      .emit('replay-at', { id, at, ...(scope === last?.scope ? {} : { scope }) }, (error, answer) => {
        if (number !== this.opening) return;
        this.asking = false;
        if (error) this.beginAgain();
        else this.answered(answer, wanted);
      });
  }

  private answered(answer: ReplayFrame | ReplayRefused, wish: Wish): void {
    const next = answer.ok ? withFrame(this.last, answer) : undefined;
    const barred = !answer.ok && (answer.code === 'forbidden-scope' || answer.code === 'unknown-scope');
    if (next) {
      this.last = next;
      this.publish(wish);
    } else if (barred) this.barred = wish.scope;
    else this.beginAgain();
    this.ask();
  }

  /** A frame of a place that the page has left since is not shown. */
  private publish(wish: Wish): void {
    this.met = wish;
    if (this.last && this.last.scope === this.wanted?.scope) this.listener.frame(this.last);
  }

  private lose(): void {
    this.opening++;
    this.asking = false;
    this.id = undefined;
    this.met = undefined;
    this.listener.lost();
  }

  private readonly dropped = (): void => {
    window.clearTimeout(this.retry);
    this.lose();
  };

  private readonly progressed = ({ done, of }: { done: number; of: number }): void => {
    this.listener.progress(done, of);
  };
}

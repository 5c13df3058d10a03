/** Whether the process keeps up with what is asked of it, and what it puts off where it does not. */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../shared/wire/problem.ts';

const lookMs = 200;
/** How much the newest look counts: one long task is no overload, several in a row are. */
const weight = 0.2;
/** Whoever is put off is asked to come again after this many seconds. */
const retryAfter = 2;

/** How late the process comes to what it should do, on average over the last looks (ms). */
export class Lateness {
  #average = 0;
  #due: number;

  constructor(now: number) {
    this.#due = now + lookMs;
  }

  get average(): number {
    return this.#average;
  }

  /** A look that was asked for after `lookMs` comes now. */
  look(now: number): void {
    const late = Math.max(0, now - this.#due);
    this.#average += weight * (late - this.#average);
    this.#due = now + lookMs;
  }
}

export interface Overload {
  readonly isOn: boolean;
  /** How late the process comes to what it should do (ms). */
  readonly lateMs: number;
  stop(): void;
}

/** Watches how late the process is; beyond `mostMs` it is overloaded. */
export function watchOverload(mostMs: number): Overload {
  const lateness = new Lateness(performance.now());
  const timer = setInterval(() => lateness.look(performance.now()), lookMs).unref();
  return {
    get isOn() {
      return lateness.average > mostMs;
    },
    get lateMs() {
      return lateness.average;
    },
    stop: () => clearInterval(timer),
  };
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Puts off what can wait while the server is overloaded: events, which their stations keep, and whatever is read.
 * Operators' commands are few and somebody waits for them; pages could not ask again by themselves; and whether the
 * server lives is asked above all when it has much to do.
 */
export function shedWhile(app: FastifyInstance, isOverloaded: () => boolean, onShed: () => void): void {
  app.addHook('onRequest', async ({ method, routeOptions: { url, config } }) => {
    if (!isOverloaded() || !url?.startsWith('/api/')) return;
    const open = config.access === 'public' || config.access === 'station';
    if (!open && !readingMethods.has(method)) return;
    onShed();
    throw new ProblemError(
      'unavailable',
      { zh: '服务器繁忙，请稍后重试', en: 'the server has too much to do just now' },
      { retryAfter },
    );
  });
}

/** Who is told of each change of a scope's board, at once and without anything in between. */
import type { LiveSocket } from './live-socket.ts';

export class Audience {
  private readonly listeners = new Map<string, Set<LiveSocket>>();

  join(scope: string, socket: LiveSocket): void {
    const listeners = this.listeners.get(scope) ?? new Set();
    this.listeners.set(scope, listeners.add(socket));
  }

  leave(scope: string, socket: LiveSocket): void {
    const listeners = this.listeners.get(scope);
    if (listeners?.delete(socket) && listeners.size === 0) this.listeners.delete(scope);
  }

  of(scope: string): Iterable<LiveSocket> {
    return this.listeners.get(scope) ?? [];
  }
}

/** How many listeners there are on the targets that outlive every panel: a panel that forgets to leave is seen here. */

type Add = EventTarget['addEventListener'];
type Remove = EventTarget['removeEventListener'];

const captures = (options: boolean | AddEventListenerOptions | undefined): boolean =>
  typeof options === 'boolean' ? options : (options?.capture ?? false);

/** Such listeners leave by themselves. */
const leaves = (options: boolean | AddEventListenerOptions | undefined): boolean =>
  typeof options === 'object' && (options.once === true || options.signal !== undefined);

/** Counts from now on what is added to these targets and not taken away again; answers how to read the count. */
export function countListeners(targets: readonly EventTarget[]): () => number {
  const counts = targets.map((target) => {
    const listening = new Map<EventListenerOrEventListenerObject, Set<string>>();
    const add: Add = target.addEventListener;
    const remove: Remove = target.removeEventListener;
    target.addEventListener = (type, listener, options) => {
      if (listener !== null && !leaves(options)) {
        const kinds = listening.get(listener) ?? new Set<string>();
        listening.set(listener, kinds.add(`${type} ${captures(options)}`));
      }
      add.call(target, type, listener, options);
    };
    target.removeEventListener = (type, listener, options) => {
      const kinds = listener === null ? undefined : listening.get(listener);
      kinds?.delete(`${type} ${captures(options as boolean | AddEventListenerOptions | undefined)}`);
      if (listener !== null && kinds?.size === 0) listening.delete(listener);
      remove.call(target, type, listener, options);
    };
    return (): number => [...listening.values()].reduce((sum, kinds) => sum + kinds.size, 0);
  });
  return () => counts.reduce((sum, count) => sum + count(), 0);
}

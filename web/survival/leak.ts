/** When a page that has run for long should begin anew: before what it forgets to let go of hurts. Pure. */

export interface Load {
  heapBytes: number | undefined;
  nodes: number;
  listeners: number;
}

export type Leak = 'heap' | 'nodes' | 'listeners';

/** How far each may rise over its level, and how much it must be to matter at all. */
const limits: Record<Leak, { times: number; least: number }> = {
  heap: { times: 1.5, least: 150e6 },
  nodes: { times: 3, least: 20_000 },
  listeners: { times: 3, least: 200 },
};

/** A window of reports: the least of them is what remains after the garbage went and the drawers were closed. */
const windowLength = 20;

const least = (values: readonly number[]): number => Math.min(...values);

function lowest(loads: readonly Load[]): Record<Leak, number> {
  return {
    heap: least(loads.map(({ heapBytes }) => heapBytes ?? 0)),
    nodes: least(loads.map(({ nodes }) => nodes)),
    listeners: least(loads.map(({ listeners }) => listeners)),
  };
}

/** Follows the reports of a page; its level is that of the first ten minutes. */
export class LeakWatch {
  private window: Load[] = [];
  private level: Record<Leak, number> | undefined;

  /** What has grown too far by this report, if anything. */
  take(load: Load): Leak | undefined {
    this.window = [...this.window, load].slice(-windowLength);
    if (this.window.length < windowLength) return undefined;
    const now = lowest(this.window);
    const level = this.level;
    if (level === undefined) {
      this.level = now;
      return undefined;
    }
    const kinds: readonly Leak[] = ['heap', 'nodes', 'listeners'];
    return kinds.find(
      (kind) => now[kind] > limits[kind].least && now[kind] > limits[kind].times * level[kind],
    );
  }
}

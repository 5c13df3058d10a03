import { Gauge, type Registry } from 'prom-client';
import type { VitalsOfDisplay } from './live/vitals.ts';

const gauges: Record<keyof VitalsOfDisplay, [name: string, help: string]> = {
  pages: ['pages', 'Pages that tell how they are'],
  uptimeSeconds: ['uptime_seconds', 'Since the page was loaded'],
  heapBytes: ['heap_bytes', 'Memory of the scripts of the page'],
  nodes: ['nodes', 'Elements of the page'],
  listeners: ['listeners', 'Listeners on the window, the document and its body'],
  frameMs: ['frame_milliseconds', '95 of 100 frames came within this time'],
  longTasks: ['long_tasks', 'Tasks over 50 ms in the last report'],
  recoveries: ['recoveries', 'What the page has done by itself to stay well'],
};

/** What Prometheus learns of the walls: a line for each display, asked when the metrics are read. */
export function addDisplayMetrics(registry: Registry, displays: () => Map<string, VitalsOfDisplay>): void {
  for (const [member, [name, help]] of Object.entries(gauges))
    new Gauge({
      name: `cockpit_display_${name}`,
      help,
      labelNames: ['display'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [display, vitals] of displays()) {
          const value = vitals[member as keyof VitalsOfDisplay];
          if (value !== undefined) this.set({ display }, value);
        }
      },
    });
}

import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What Prometheus learns of the server as a whole; asked when the metrics are read. */
export function addServerMetrics(
  registry: Registry,
  {
    lag,
    age,
    connections,
    build,
  }: {
    lag: () => number;
    /** How far behind now the figures are (ms). */
    age: () => number;
    connections: () => number;
    build: string;
  },
): void {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'cockpit_projection_lag_events',
    help: 'Events in the journal that no figure shows yet',
    registers,
    collect() {
      this.set(lag());
    },
  });
  new Gauge({
    name: 'cockpit_figures_age_seconds',
    help: 'How long ago the oldest event came that no figure shows yet',
    registers,
    collect() {
      this.set(age() / 1000);
    },
  });
  new Gauge({
    name: 'cockpit_build_info',
    help: 'Always 1, with the build of the pages that this server gives out',
    labelNames: ['build'],
    registers,
  }).set({ build }, 1);
  new Gauge({
    name: 'cockpit_live_connections',
    help: 'Viewers that are connected',
    registers,
    collect() {
      this.set(connections());
    },
  });
}

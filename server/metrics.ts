import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What Prometheus learns of the server as a whole; asked when the metrics are read. */
export function addServerMetrics(
  registry: Registry,
  { lag, connections }: { lag: () => number; connections: () => number },
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
    name: 'cockpit_live_connections',
    help: 'Viewers that are connected',
    registers,
    collect() {
      this.set(connections());
    },
  });
}

import { Counter, collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What was put off or sent away so that the rest could be done. */
export type Shed = 'request' | 'connection' | 'viewer' | 'board' | 'line';

/** Counts it; the counts of all are there from the start. */
export function countShed(registry: Registry): (what: Shed) => void {
  const shed = new Counter({
    name: 'cockpit_shed_total',
    help: 'What was refused or cut because there was too much of it',
    labelNames: ['what'],
    registers: [registry],
  });
  for (const what of ['request', 'connection', 'viewer', 'board', 'line'] satisfies Shed[])
    shed.inc({ what }, 0);
  return (what) => shed.inc({ what });
}

/** What Prometheus learns of the server as a whole; asked when the metrics are read. */
export function addServerMetrics(
  registry: Registry,
  {
    lag,
    age,
    connections,
    lateMs,
    texts,
    build,
  }: {
    lag: () => number;
    /** How far behind now the figures are (ms). */
    age: () => number;
    connections: () => number;
    /** How late this process comes to what it should do. */
    lateMs: () => number;
    /** Texts of boards that were made, and how many viewers were given one. */
    texts: { readonly made: number; readonly given: number };
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
  new Gauge({
    name: 'cockpit_late_seconds',
    help: 'How late the server comes to what it should do, on average',
    registers,
    collect() {
      this.set(lateMs() / 1000);
    },
  });
  addTextMetrics(registers, texts);
}

function addTextMetrics(
  registers: Registry[],
  texts: { readonly made: number; readonly given: number },
): void {
  const counts = [
    ['cockpit_board_texts_made_total', 'Boards that were put into text', () => texts.made],
    ['cockpit_boards_given_total', 'Viewers that were given a whole board', () => texts.given],
  ] as const;
  for (const [name, help, count] of counts)
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(count());
      },
    });
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EventResult } from '../../shared/wire/ingest.ts';

export interface IngestMetrics {
  countResults(results: readonly EventResult[]): void;
  countCommit(events: number, ms: number): void;
}

/** What Prometheus learns of the way in. `queued` is asked when the metrics are read. */
export function makeIngestMetrics(registry: Registry, queued: () => number): IngestMetrics {
  const registers = [registry];
  const events = new Counter({
    name: 'cockpit_events_total',
    help: 'Events by what became of them',
    labelNames: ['result'],
    registers,
  });
  const commitEvents = new Histogram({
    name: 'cockpit_commit_events',
    help: 'Events in one commit',
    buckets: [1, 3, 10, 30, 100, 300, 1000],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'cockpit_commit_seconds',
    help: 'Time that one commit took',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers,
  });
  new Gauge({
    name: 'cockpit_ingest_queued_events',
    help: 'Events that wait for their commit',
    registers,
    collect() {
      this.set(queued());
    },
  });
  return {
    countResults(results) {
      for (const { status, code } of results) events.inc({ result: code ?? status });
    },
    countCommit(count, ms) {
      commitEvents.observe(count);
      commitSeconds.observe(ms / 1000);
    },
  };
}

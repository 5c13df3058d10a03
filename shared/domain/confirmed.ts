import type { JournalEvent } from '../events/journal-event.ts';
import { latest, ofType } from './join.ts';

/** When an operator last found right what a rule had doubted of a thing (ms), by rule. */
export type Confirmations = Record<string, number>;

/** Undefined where nothing of a thing was ever confirmed [J2]. */
export function confirmationsOf(events: readonly JournalEvent[]): Confirmations | undefined {
  const said = ofType(events, 'desk.confirmed');
  if (said.length === 0) return undefined;
  const rules = new Set(said.map(({ data }) => data.rule));
  return Object.fromEntries(
    [...rules].map((rule) => [rule, latest(said.filter(({ data }) => data.rule === rule))?.at ?? 0]),
  );
}

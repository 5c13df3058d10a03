import { formatInstant } from '../../shared/domain/time.ts';
import type { EventResult, IngestAnswer, RejectedAnswer } from '../../shared/wire/ingest.ts';
import { problemOf } from '../../shared/wire/problem.ts';
import type { AppendOutcome } from '../store/store.ts';
import type { CheckedEvent } from './check-event.ts';
import { fault } from './fault.ts';

/** Longer ids are never accepted; an answer need not repeat them whole. */
const maxIdEchoed = 128;

/** The result of one event; `outcome` is what the journal said of it, where it was asked. */
export function resultOf(
  index: number,
  raw: unknown,
  checked: CheckedEvent,
  outcome: AppendOutcome | undefined,
): EventResult {
  const named = { index, ...idOf(raw) };
  if (outcome?.status === 'accepted' || outcome?.status === 'duplicate')
    return { ...named, status: outcome.status, seq: outcome.seq };
  if (outcome?.status === 'id-conflict') return { ...named, status: 'rejected', ...idConflict };
  if (checked.status === 'faulty') return { ...named, status: 'rejected', ...checked.fault };
  throw new Error('an event without a fault has no outcome');
}

const idConflict = fault(
  'id-conflict',
  'id 已被同一 source 的另一内容使用',
  'id was used before by the same source for other content',
);

function idOf(raw: unknown): { id?: string } {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' ? { id: id.slice(0, maxIdEchoed) } : {};
}

export type Reply =
  | { status: 200 | 207; body: IngestAnswer }
  /** A problem that carries the results too. */
  | { status: 403 | 422; body: RejectedAnswer };

/** The answer to a request, with its status (contract §2). */
export function answerOf(results: EventResult[], now: number): Reply {
  const count = (status: EventResult['status']): number =>
    results.filter((result) => result.status === status).length;
  const body: IngestAnswer = {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    now: formatInstant(now),
    results,
  };
  if (body.rejected < results.length) return { status: body.rejected === 0 ? 200 : 207, body };
  const forbidden = results.every((result) => result.code === 'forbidden-source');
  const problem = problemOf(forbidden ? 'forbidden-source' : 'all-rejected', results[0]?.detail ?? '');
  return { status: forbidden ? 403 : 422, body: { ...problem, ...body } };
}

/** What becomes of a word on the quality of data: the events that it makes, or why it cannot be. Pure. */
import type { Register } from '../../shared/county/register.ts';
import { latest, ofType } from '../../shared/domain/join.ts';
import { leftOut } from '../../shared/domain/service-order.ts';
import { joinServiceRecord } from '../../shared/domain/service-record.ts';
import { kindOfThing } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { QualityCommands } from '../../shared/wire/quality.ts';
import type { Said } from '../store/store.ts';
import type { Decision, Refused } from './decide.ts';
import { takenBackWith } from './situation.ts';

export type AnyQualityCommand = {
  [C in keyof QualityCommands]: { command: C; body: QualityCommands[C] };
}[keyof QualityCommands];

const refused = (zh: string, en: string): Refused => ({ ok: false, code: 'invalid-state', zh, en });

const confirmable: ReadonlySet<string> = new Set(['record', 'activity', 'order']);

const retracted = ({ id, source }: JournalEvent, reason: string): Said => ({
  type: 'event.retracted',
  data: { eventId: id, eventSource: source, reason },
});

/** A record is revoked at its own site, whose thing it is; of others the event that is wrong is retracted. */
function revoking(
  thing: string,
  events: readonly JournalEvent[],
  reason: string,
  register: Register,
): Said[] | Refused {
  switch (kindOfThing(thing)) {
    case 'record': {
      const record = joinServiceRecord(events);
      if (!record || record.revokedAt !== undefined)
        return refused('该记录已撤销', 'the record is revoked already');
      return [{ type: 'service.revoked', site: record.site, data: { recordId: record.id, reason } }];
    }
    case 'activity': {
      const ended = latest(ofType(events, 'activity.ended'));
      return ended ? [retracted(ended, reason)] : refused('活动没有结束数据', 'the activity has not ended');
    }
    case 'order': {
      const left = leftOut(events, register);
      return left.length > 0
        ? left.map((event) => retracted(event, reason))
        : refused('没有未计入的环节', 'nothing of the order is left out');
    }
    default:
      return refused('不能撤销', 'it cannot be revoked');
  }
}

const spoken = (said: readonly Said[]): Decision => {
  const [first, ...rest] = said;
  return first ? { ok: true, said: [first, ...rest] } : refused('没有可做的', 'there is nothing to do');
};

export function decideQuality(
  events: readonly JournalEvent[],
  { command, body }: AnyQualityCommand,
  { actor, register }: { actor: string; register: Register },
): Decision {
  if (command === 'undo') {
    const together = takenBackWith(events, body.seq, actor);
    return together
      ? spoken(together.map((event) => retracted(event, '撤销操作')))
      : refused('只能撤销自己的、其后没有进展的操作', 'only one’s own last command can be taken back');
  }
  if (command === 'confirm') {
    const { thing, rule, note } = body;
    if (!confirmable.has(kindOfThing(thing))) return refused('无需核实', 'it needs no confirmation');
    return spoken([
      { type: 'desk.confirmed', data: { thing, rule, ...(note === undefined ? {} : { note }) } },
    ]);
  }
  const said = revoking(body.thing, events, body.reason, register);
  return 'ok' in said ? said : spoken(said);
}

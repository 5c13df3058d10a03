/** What operators lately said of findings: it stands after the open ones, so that it can be seen and taken back. */
import type { Register } from '../../shared/county/register.ts';
import { ofType } from '../../shared/domain/join.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { leftOutRule } from '../../shared/measures/orders.ts';
import type { QualityFinding, QualityKind } from '../../shared/wire/quality.ts';
import { duplicateRecordRule } from './duplicate-records.ts';
import { nameOf, standingEvents } from './history.ts';
import { duplicateOrderRule } from './quality-duplicates.ts';
import type { Found, QualityContext } from './quality-finding.ts';
import { activityFinding, recordFinding, thingsIn } from './quality-records.ts';
import { takenBackWith } from './situation.ts';
import { titleFor } from './told-order.ts';

const dayMs = 86_400_000;
/** The newest events that are looked through. */
const maxLookedThrough = 2000;
const maxShown = 50;

const kindOfRule: Readonly<Record<string, QualityKind>> = {
  'implausible-hours': 'implausible',
  [duplicateRecordRule]: 'duplicate-record',
  [duplicateOrderRule]: 'duplicate-order',
  [leftOutRule]: 'left-out',
};

type Word = JournalEvent<'desk.confirmed'> | JournalEvent<'service.revoked'>;

/** A revocation names no rule: of a record that nobody ended it was the open check-in. */
function kindOfWord(word: Word, events: readonly JournalEvent[]): QualityKind | undefined {
  if (word.type === 'desk.confirmed') return kindOfRule[word.data.rule];
  const settled = events.some(({ type }) => type === 'volunteer.checked-out' || type === 'service.recorded');
  return settled ? 'implausible' : 'open-check-in';
}

function baseOf(thing: Thing, name: string, kind: QualityKind, register: Register, sight: Sight) {
  if (thing.kind === 'record') return recordFinding(kind, kind, '', { thing: name, record: thing }, register);
  if (thing.kind === 'activity') return activityFinding(name, thing, register);
  if (thing.kind !== 'order') return undefined;
  return {
    ...{ kind, rule: kind, zh: '', thing: name },
    item: { kind: 'order' as const, id: thing.id },
    title: titleFor(thing, register, sight),
    site: thing.site,
    ...given('town', thing.town),
    ...{ at: formatInstant(thing.placedAt), others: [], facts: [] },
  };
}

function confirmedBy({ at, actor = '' }: Word, note: string | undefined): QualityFinding['confirmed'] {
  return { at: formatInstant(at), actor: nameOf(actor), ...given('note', note) };
}

/** Things of which an operator said something in the last day, the newest first. */
async function spokenOf({ view, register, asOf }: QualityContext): Promise<string[]> {
  const { code } = register;
  const { seq: head } = await view.position(code);
  const rows = await view.journal(code, Math.max(0, head - maxLookedThrough), maxLookedThrough, false);
  const words = rows.filter(({ actor, at }) => actor !== undefined && at > asOf - dayMs).reverse();
  const confirmed = words
    .filter(({ type }) => type === 'desk.confirmed')
    .map(({ data }) => (JSON.parse(data) as { thing: string }).thing);
  const revoked = words.flatMap(({ type, source, data }) => {
    if (type !== 'service.revoked') return [];
    const { recordId } = JSON.parse(data) as { recordId: string };
    return [`record:${source.slice('/sites/'.length)}:${recordId}`];
  });
  return [...new Set([...confirmed, ...revoked])].slice(0, maxShown);
}

/** The findings of a kind that operators have lately said something of. */
export async function handledFindings(
  context: QualityContext,
  kind: QualityKind,
  { sight, actor }: { sight: Sight; actor: string },
): Promise<Found[]> {
  const { view, register } = context;
  const names = await spokenOf(context);
  const known = await thingsIn(context, names);
  const found: Found[] = [];
  for (const name of names) {
    const thing = known.get(name);
    const events = standingEvents(await view.history(register.code, name));
    const words: Word[] = [...ofType(events, 'desk.confirmed'), ...ofType(events, 'service.revoked')];
    const word = words.filter((one) => one.actor !== undefined && kindOfWord(one, events) === kind).pop();
    const base = thing && word && baseOf(thing, name, kind, register, sight);
    if (!word || !base) continue;
    const personal = JSON.parse((await view.personal(register.code, [word.seq])).get(word.seq) ?? '{}') as {
      note?: string;
    };
    const note = sight === 'open-contacts' ? personal.note : undefined;
    found.push({
      ...base,
      zh: word.type === 'service.revoked' ? `已撤销：${word.data.reason}` : '核实无误',
      commands: [],
      ...given('confirmed', word.type === 'desk.confirmed' ? confirmedBy(word, note) : undefined),
      ...given('undoable', takenBackWith(events, word.seq, actor) ? word.seq : undefined),
    });
  }
  return found;
}

/** What the journal itself tells of the quality of data: late entries, stages left out, sources that are quiet. */
import type { Sight } from '../../shared/domain/reader.ts';
import { leftOut } from '../../shared/domain/service-order.ts';
import { orderThing, siteThing } from '../../shared/domain/thing.ts';
import { dayOf, formatInstant } from '../../shared/domain/time.ts';
import { type JournalEventType, journalDefinitions } from '../../shared/events/registry.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { leftOutRule } from '../../shared/measures/orders.ts';
import { type Found, type FoundPage, type Part, type QualityContext, siteName } from './quality-finding.ts';
import { standingIn, thingsIn } from './quality-records.ts';
import { titleFor } from './told-order.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Later than this an event is a late entry. */
const lateMs = dayMs;
/** What arrives on the first day of a county is its history, and not late. */
const historyMs = dayMs;
/** The newest events that are looked at, so that a busy county is no heavier than a calm one. */
const maxLookedAt = 20_000;

const lateText = (ms: number): string =>
  ms >= 2 * dayMs ? `${Math.floor(ms / dayMs)} 天` : `${Math.floor(ms / hourMs)} 小时`;

interface LateEntries {
  site: string;
  day: string;
  count: number;
  longest: number;
  newest: number;
  types: Map<string, number>;
}

async function lateEntries({ view, register }: QualityContext): Promise<LateEntries[]> {
  const { code, timeZone } = register;
  const { seq: head } = await view.position(code);
  const [first] = await view.spanEvents(code, { seqs: { after: 0, upTo: 1 } }, 1);
  const span = { seqs: { after: Math.max(0, head - maxLookedAt), upTo: head } };
  const groups = new Map<string, LateEntries>();
  for (const { site, at, receivedAt, type } of await view.spanEvents(code, span, maxLookedAt)) {
    const late = receivedAt - at;
    if (late <= lateMs || receivedAt <= (first?.receivedAt ?? 0) + historyMs) continue;
    const day = dayOf(receivedAt, timeZone);
    const group = groups.get(`${site} ${day}`) ?? {
      ...{ site, day, count: 0, longest: 0, newest: 0 },
      types: new Map<string, number>(),
    };
    groups.set(`${site} ${day}`, group);
    group.count += 1;
    group.longest = Math.max(group.longest, late);
    group.newest = Math.max(group.newest, receivedAt);
    group.types.set(type, (group.types.get(type) ?? 0) + 1);
  }
  return [...groups.values()].sort((a, b) => b.newest - a.newest);
}

const typeName = (type: string): string => journalDefinitions[type as JournalEventType]?.summary.zh ?? type;

/** What arrived more than a day after it happened, for each site and day. */
export async function lateEntryFindings(context: QualityContext): Promise<Found[]> {
  const { register } = context;
  return (await lateEntries(context)).map(({ site, day, count, longest, newest, types }) => ({
    ...{ kind: 'late-entry', rule: `late-entry-${day}`, thing: siteThing(site) },
    zh: `${day} 补报 ${count} 条，最晚迟 ${lateText(longest)}`,
    item: { kind: 'site', id: site },
    title: siteName(site, register),
    site,
    ...given('town', register.townOfSite(site)),
    at: formatInstant(newest),
    others: [],
    facts: [...types].map(([type, value]) => ({ label: typeName(type), value, unit: '条' })),
    commands: [],
  }));
}

/** Orders of which another site said what does not count [J7]. */
export async function leftOutFindings(context: QualityContext, part: Part, sight: Sight): Promise<FoundPage> {
  const { view, register } = context;
  const standing = await standingIn(context, 'ordersLeftOut');
  const names = standing.slice(part.offset, part.offset + part.limit).map(({ thing }) => thing);
  const known = await thingsIn(context, names);
  const { seq } = await view.position(register.code);
  const events = await view.eventsOf(register.code, names, seq);
  const page = names.flatMap((thing): Found[] => {
    const order = known.get(thing);
    if (order?.kind !== 'order') return [];
    const left = leftOut(events.get(thing) ?? [], register);
    const said = left.map((event) => `${siteName(event.site, register)}的${typeName(event.type)}`);
    return [
      {
        ...{ kind: 'left-out', rule: leftOutRule, thing: orderThing(order.id) },
        zh: `未计入：${[...new Set(said)].join('、')}`,
        item: { kind: 'order', id: order.id },
        title: titleFor(order, register, sight),
        site: order.site,
        ...given('town', order.town),
        at: formatInstant(order.leftOutAt ?? order.placedAt),
        others: [],
        facts: [{ label: '点单站点', value: siteName(order.site, register), unit: '站点' }],
        commands: ['confirm', 'revoke'],
      },
    ];
  });
  return { total: standing.length, page };
}

/** Open sites by how long nothing was heard of them, the longest first [N7]; those that are live are no finding. */
export async function sourceFindings(context: QualityContext, part: Part): Promise<FoundPage> {
  const { view, register, asOf } = context;
  const page = { limit: Number.MAX_SAFE_INTEGER, oldestFirst: true as const };
  const rows = await view.contributions(register.code, { measure: 'sources', span: 'now' }, page);
  const quiet = rows.filter(({ key }) => key === 'late' || key === 'silent');
  const shown = quiet.slice(part.offset, part.offset + part.limit);
  return {
    total: quiet.filter(({ key }) => key === 'silent').length,
    page: shown.map(({ site, town, at, key = 'late' }) => ({
      ...{ kind: 'source', rule: key, thing: siteThing(site) },
      zh: at === 0 ? '从未有过数据' : `${lateText(asOf - at)}没有数据`,
      item: { kind: 'site', id: site },
      title: siteName(site, register),
      site,
      ...given('town', town),
      at: formatInstant(at),
      others: [],
      facts: at === 0 ? [] : [{ label: '最近数据', value: formatInstant(at), unit: '时刻' }],
      commands: [],
    })),
  };
}

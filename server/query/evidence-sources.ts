/** Pages through the lists behind a figure, one list after the other. */
import { type Static, Type } from 'typebox';
import type { EvidenceSource } from '../../shared/board/paths-figure.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { EvidenceItem } from '../../shared/wire/http.ts';
import type { ContributionRow } from '../store/store.ts';
import {
  type EvidenceContext,
  itemOfThing,
  itemsOfMembers,
  itemsOfRows,
  registerOf,
} from './evidence-items.ts';

/** Where a list goes on: after a thing and its instant, after a member, or from an index. */
const After = Type.Union([
  Type.Object({ at: Type.Integer(), thing: Type.String() }),
  Type.Object({ member: Type.String() }),
  Type.Object({ index: Type.Integer({ minimum: 0 }) }),
]);
type After = Static<typeof After>;

/** The list and the place in it; without `after` its beginning. */
export const EvidencePosition = Type.Object({
  list: Type.Integer({ minimum: 0 }),
  after: Type.Optional(After),
});
export type EvidencePosition = Static<typeof EvidencePosition>;

interface SourcePage {
  items: EvidenceItem[];
  /** Where the list goes on; absent at its end. */
  next?: After;
}

type From<K extends EvidenceSource['from']> = Extract<EvidenceSource, { from: K }>;

/** Rows of one thing and instant stay together, so a page may pass its limit for them. */
function cut(rows: readonly ContributionRow[], limit: number): { page: ContributionRow[]; more: boolean } {
  let end = Math.min(limit, rows.length);
  const last = rows[end - 1];
  while (last && rows[end]?.thing === last.thing && rows[end]?.at === last.at) end += 1;
  return { page: rows.slice(0, end), more: end < rows.length };
}

async function contributionsPage(
  context: EvidenceContext,
  { county, filter, shows, exceptKeys, says }: From<'contributions'>,
  limit: number,
  after: After | undefined,
): Promise<SourcePage> {
  let from = after && 'thing' in after ? after : undefined;
  const kept: ContributionRow[] = [];
  do {
    const wanted = limit - kept.length;
    const rows = await context.view.contributions(county, filter, {
      limit: wanted + 1,
      ...given('after', from),
    });
    const { page, more } = cut(rows, wanted);
    kept.push(...page.filter(({ key }) => key === undefined || !exceptKeys?.includes(key)));
    const last = page.at(-1);
    from = more && last ? { at: last.at, thing: last.thing } : undefined;
  } while (from !== undefined && kept.length < limit);
  const items = await itemsOfRows(context, county, kept, shows);
  return { items: says === undefined ? items : items.map(saying(says)), ...given('next', from) };
}

const saying =
  (words: string) =>
  (item: EvidenceItem): EvidenceItem => ({
    ...item,
    title: item.title === '' ? words : `${item.title} · ${words}`,
  });

/** What orders add to the measure; those that add nothing are passed over. */
async function cohortPage(
  context: EvidenceContext,
  { county, filter, measure, key, shows }: From<'cohort'>,
  limit: number,
  after: After | undefined,
): Promise<SourcePage> {
  const kept: ContributionRow[] = [];
  let from = after && 'thing' in after ? after : undefined;
  do {
    const wanted = limit - kept.length;
    const orders = await context.view.contributions(county, filter, {
      limit: wanted + 1,
      ...given('after', from),
    });
    const { page, more } = cut(orders, wanted);
    const things = page.map(({ thing }) => thing);
    const added = await context.view.contributionsOf(county, things);
    for (const thing of things)
      for (const contribution of added.get(thing) ?? [])
        if (contribution.measure === measure && (key === undefined || contribution.key === key))
          kept.push({ ...contribution, thing });
    const last = page.at(-1);
    from = more && last ? { at: last.at, thing: last.thing } : undefined;
  } while (from !== undefined && kept.length < limit);
  return { items: await itemsOfRows(context, county, kept, shows), ...given('next', from) };
}

async function membersPage(
  context: EvidenceContext,
  { county, filter }: From<'members'>,
  limit: number,
  after: After | undefined,
): Promise<SourcePage> {
  const from = after && 'member' in after ? after.member : undefined;
  const rows = await context.view.members(county, filter, { limit: limit + 1, ...given('after', from) });
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.member;
  const next = rows.length > limit && last !== undefined ? { member: last } : undefined;
  return { items: await itemsOfMembers(context, county, page), ...given('next', next) };
}

/** One alert for each group; there are no more of them than towns and sites without one. */
async function alertItems(context: EvidenceContext, source: From<'alerts'>): Promise<EvidenceItem[]> {
  const { county, filter, rule, name, town } = source;
  const register = registerOf(context, county);
  const groups = await context.view.groups(county, filter);
  return groups
    .filter((group) => town === undefined || group.town === town)
    .map((group) => {
      const place = group.town ?? group.site ?? county;
      const site = group.site ?? register.responsibleFor(group.town);
      const placeName = register.town(place)?.name ?? register.site(place)?.name ?? place;
      return {
        kind: 'alert',
        id: `${rule}:${place}`,
        title: `${placeName} · ${name}（${group.count}）`,
        site,
        at: formatInstant(group.firstAt),
        amount: 1,
        seqs: [],
      };
    });
}

function eventItem({ seq, title, site, at, amount }: From<'event'>, orderId: string): EvidenceItem {
  return { kind: 'order', id: orderId, title, site, at, amount, seqs: [seq] };
}

async function ratedOrder({ view }: EvidenceContext, { county, seq }: From<'event'>): Promise<string> {
  const [row] = await view.journal(county, seq - 1, 1, false);
  const data: unknown = row === undefined ? undefined : JSON.parse(row.data);
  const named = typeof data === 'object' && data !== null && 'orderId' in data;
  return named ? String(data.orderId) : '';
}

async function shortList(context: EvidenceContext, source: EvidenceSource): Promise<EvidenceItem[]> {
  switch (source.from) {
    case 'items':
      return source.items;
    case 'alerts':
      return alertItems(context, source);
    case 'thing':
      return itemOfThing(context, source.county, source.thing);
    case 'event':
      return [eventItem(source, await ratedOrder(context, source))];
    case 'contributions':
    case 'cohort':
    case 'members':
      return [];
  }
}

async function sourcePage(
  context: EvidenceContext,
  source: EvidenceSource,
  limit: number,
  after: After | undefined,
): Promise<SourcePage> {
  if (source.from === 'contributions') return contributionsPage(context, source, limit, after);
  if (source.from === 'cohort') return cohortPage(context, source, limit, after);
  if (source.from === 'members') return membersPage(context, source, limit, after);
  const start = after && 'index' in after ? after.index : 0;
  const items = await shortList(context, source);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    ...given('next', end < items.length ? { index: end } : undefined),
  };
}

/** Whether a later list has anything: a cursor that leads to an empty page would only cost a request. */
async function nextList(
  context: EvidenceContext,
  sources: readonly EvidenceSource[],
  from: number,
): Promise<EvidencePosition | undefined> {
  for (let list = from; list < sources.length; list++) {
    const source = sources[list];
    if (source && (await sourcePage(context, source, 1, undefined)).items.length > 0) return { list };
  }
  return undefined;
}

/** A page of all lists joined, and where the next one begins. */
export async function evidencePage(
  context: EvidenceContext,
  sources: readonly EvidenceSource[],
  limit: number,
  position: EvidencePosition,
): Promise<{ items: EvidenceItem[]; next?: EvidencePosition }> {
  const items: EvidenceItem[] = [];
  let after = position.after;
  for (let list = position.list; list < sources.length; list++) {
    const source = sources[list];
    if (!source) break;
    const page = await sourcePage(context, source, limit - items.length, after);
    items.push(...page.items);
    if (page.next) return { items, next: { list, after: page.next } };
    after = undefined;
    if (items.length >= limit) {
      const next = await nextList(context, sources, list + 1);
      return { items, ...given('next', next) };
    }
  }
  return { items };
}

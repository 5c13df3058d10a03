/** One activity or order by itself, masked as evidence is. */

import { activityTitle } from '../../shared/board/board-text.ts';
import { activityFacts, itemSteps, itemTeam, limitOf, orderFacts } from '../../shared/board/item-facts.ts';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Activity } from '../../shared/domain/activity.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import { activityThing, orderThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { ItemAnswer } from '../../shared/wire/http.ts';
import type { ReadTransaction } from '../store/store.ts';
import { titleOfOrder } from './masking.ts';
import { invalid, Refusal } from './refusal.ts';
import type { Registers } from './registers.ts';

export interface ItemRequest {
  /** Where the reader looks: what belongs to another place is not there. */
  scope: string;
  kind: 'activity' | 'order';
  id: string;
  /** Activities are things of their site; orders are unique in a county. */
  site?: string;
  sight: Sight;
}

function nameOf({ kind, id, site }: ItemRequest): string {
  if (kind === 'order') return orderThing(id);
  if (site === undefined)
    throw invalid(
      '活动要带 site，编号只在本站点内唯一',
      'an activity needs site, its id is of that site alone',
    );
  return activityThing(site, id);
}

type Told = Pick<ItemAnswer, 'title' | 'facts'> &
  Partial<Pick<ItemAnswer, 'category' | 'platform' | 'team' | 'limitAt' | 'waitsFor'>>;

const ofActivity = (activity: Activity, register: Register): Told => ({
  title: activityTitle(activity, register),
  category: register.categoryKey(activity.category),
  platform: register.platformKey(activity.platform, activity.category),
  ...given('team', itemTeam(activity.teamId, register)),
  facts: activityFacts(activity),
});

function ofOrder(order: ServiceOrder, register: Register, sight: Sight): Told {
  const { holder, category } = order;
  const team = holder.state === 'unoffered' ? undefined : holder.team;
  return {
    title: titleOfOrder(order, register, sight),
    category: register.categoryKey(category),
    platform: register.platformKey(undefined, category),
    ...given('team', itemTeam(team, register)),
    facts: orderFacts(order),
    ...limitOf(order),
  };
}

/** The thing as it stands in one county's share of the scope. */
async function itemIn(
  view: ReadTransaction,
  { register, town, site }: ScopeShare,
  request: ItemRequest,
): Promise<ItemAnswer | undefined> {
  const name = nameOf(request);
  const entity = (await view.entities([name], register.code)).get(name);
  if (!entity) return undefined;
  if (town !== undefined && entity.town !== town) return undefined;
  for (const asked of [site, request.site])
    if (asked !== undefined && entity.site !== asked) return undefined;
  const thing = JSON.parse(entity.body) as Thing;
  if (thing.kind !== 'activity' && thing.kind !== 'order') return undefined;
  const { seq, asOf } = await view.position(register.code);
  const events = await view.eventsOf(register.code, [name], seq);
  return {
    kind: thing.kind,
    id: thing.id,
    site: thing.site,
    ...given('town', entity.town),
    ...(thing.kind === 'order' ? ofOrder(thing, register, request.sight) : ofActivity(thing, register)),
    steps: itemSteps(thing, events.get(name) ?? [], register),
    asOf: formatInstant(asOf),
  };
}

export async function itemAnswer(
  view: ReadTransaction,
  registers: Registers,
  request: ItemRequest,
): Promise<ItemAnswer> {
  const { scope, kind, id } = request;
  for (const part of (await registers.shares(view, scope)).parts) {
    const answer = await itemIn(view, part, request);
    if (answer) return answer;
  }
  throw new Refusal('not-found', {
    zh: `这个范围里没有 ${kind} ${id}`,
    en: `there is no ${kind} ${id} in this scope`,
  });
}

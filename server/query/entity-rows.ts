/** Activities and orders as lists show them: the join of their events, masked by who reads. */
import { type Static, Type } from 'typebox';
import { activityTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Activity } from '../../shared/domain/activity.ts';
import { type Contact, contactFor, seesContacts, withoutNumbers } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { seatOf, titleOfOrder } from './masking.ts';

const Text = Type.Optional(Type.String());
const At = Type.Optional(Type.String({ format: 'date-time' }));
const Count = Type.Optional(Type.Integer({ minimum: 0 }));

export const ActivityRow = Type.Object({
  id: Type.String({ description: '站点自己的活动编号 · unique within its site' }),
  site: Type.String(),
  town: Text,
  title: Type.String(),
  category: Type.String(),
  platform: Type.String(),
  team: Text,
  venue: Text,
  state: Type.Union([
    Type.Literal('published'),
    Type.Literal('started'),
    Type.Literal('ended'),
    Type.Literal('cancelled'),
  ]),
  publishedAt: At,
  plannedStart: At,
  plannedEnd: At,
  startedAt: At,
  endedAt: At,
  cancelledAt: At,
  participants: Count,
  beneficiaries: Count,
});
export type ActivityRow = Static<typeof ActivityRow>;

export const OrderRow = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('service'), Type.Literal('wish')]),
  site: Type.String(),
  town: Text,
  title: Type.String(),
  category: Type.String(),
  urgent: Type.Boolean(),
  state: Type.Union([
    Type.Literal('placed'),
    Type.Literal('offered'),
    Type.Literal('accepted'),
    Type.Literal('completed'),
    Type.Literal('cancelled'),
  ]),
  team: Type.Optional(
    Type.String({ description: '手上有这一单的队伍 · the team that holds it, or was offered it' }),
  ),
  lon: Type.Optional(Type.Number()),
  lat: Type.Optional(Type.Number()),
  placedAt: Type.String({ format: 'date-time' }),
  dueAt: Type.String({ format: 'date-time' }),
  answerBy: Type.String({ format: 'date-time' }),
  offeredAt: At,
  acceptedAt: At,
  declinedAt: At,
  completedAt: At,
  ratedAt: At,
  showcasedAt: At,
  cancelledAt: At,
  beneficiaries: Count,
  score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  requester: Type.Optional(
    Type.Object(
      { name: Text, phone: Text, address: Text },
      {
        description: '调度员可见未办结点单的联系方式，领导所见已脱敏 · whole for operators while it is open',
      },
    ),
  ),
});
export type OrderRow = Static<typeof OrderRow>;

const instant = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : formatInstant(ms);

function stateOfActivity({ ended, startedAt, cancelledAt }: Activity): ActivityRow['state'] {
  if (ended) return 'ended';
  if (cancelledAt !== undefined) return 'cancelled';
  return startedAt === undefined ? 'published' : 'started';
}

export function activityRow(activity: Activity, register: Register): ActivityRow {
  const { id, site, category, platform, venue, ended } = activity;
  return {
    id,
    site,
    ...given('town', register.townOfSite(site)),
    title: activityTitle(activity, register),
    category: register.categoryKey(category),
    platform: register.platformKey(platform, category),
    ...given('team', activity.teamId),
    ...given('venue', venue === undefined ? undefined : withoutNumbers(venue)),
    state: stateOfActivity(activity),
    ...given('publishedAt', instant(activity.publishedAt)),
    ...given('plannedStart', instant(activity.plannedStart)),
    ...given('plannedEnd', instant(activity.plannedEnd)),
    ...given('startedAt', instant(activity.startedAt)),
    ...given('endedAt', instant(ended?.at)),
    ...given('cancelledAt', instant(activity.cancelledAt)),
    ...given('participants', ended?.participants),
    ...given('beneficiaries', ended?.beneficiaries),
  };
}

function stateOfOrder({ completed, cancelledAt, holder }: ServiceOrder): OrderRow['state'] {
  if (cancelledAt !== undefined) return 'cancelled';
  if (completed) return 'completed';
  if (holder.state === 'held') return 'accepted';
  return holder.state === 'offered' ? 'offered' : 'placed';
}

/** Contact data, the place and what the resident wrote are told as far as the reader sees. */
export function orderRow(
  order: ServiceOrder,
  register: Register,
  sight: Sight,
  requester: Contact | undefined,
): OrderRow {
  const { id, site, town, urgent, holder, completed, rated, lon, lat } = order;
  const isPlaced = lon !== undefined && lat !== undefined;
  const place = seesContacts(sight, order) ? isPlaced && { lon, lat } : seatOf(register, town);
  return {
    id,
    kind: order.orderKind,
    site,
    ...given('town', town),
    title: titleOfOrder(order, register, sight),
    category: register.categoryKey(order.category),
    urgent,
    state: stateOfOrder(order),
    ...given('team', holder.state === 'unoffered' ? undefined : holder.team),
    ...(isPlaced && place),
    placedAt: formatInstant(order.placedAt),
    dueAt: formatInstant(order.dueAt),
    answerBy: formatInstant(order.answerBy),
    ...given('offeredAt', instant(order.offeredAt)),
    ...given('acceptedAt', instant(order.acceptedAt)),
    ...given('declinedAt', instant(order.declinedAt)),
    ...given('completedAt', instant(completed?.at)),
    ...given('ratedAt', instant(rated?.at)),
    ...given('showcasedAt', instant(order.showcasedAt)),
    ...given('cancelledAt', instant(order.cancelledAt)),
    ...given('beneficiaries', completed?.beneficiaries),
    ...given('score', rated?.score),
    ...given('requester', contactFor(sight, order, requester)),
  };
}

/** What becomes of a command on an order: the events that it makes, or why it cannot be. Pure. */
import { awaitsCallBack, isOpen, type ServiceOrder } from '../../shared/domain/service-order.ts';
import type { OrderCommand, OrderCommands } from '../../shared/wire/desk.ts';
import type { Said } from '../store/store.ts';
import { type Situation, takenBackWith, teamsWith } from './situation.ts';

/** One command with what it says. */
export type AnyOrderCommand = {
  [C in OrderCommand]: { command: C; body: OrderCommands[C] };
}[OrderCommand];

export interface Refused {
  ok: false;
  /** It does not go with the state of the order, or it names something that is not there. */
  code: 'invalid-state' | 'invalid-data';
  zh: string;
  en: string;
}

export type Decision = { ok: true; said: [Said, ...Said[]] } | Refused;

export interface CommandContext {
  actor: string;
  /** For `merge`: the order that is worked on instead, where there is one. */
  other?: ServiceOrder | undefined;
}

const said = (...words: [Said, ...Said[]]): Decision => ({ ok: true, said: words });
const state = (zh: string, en: string): Refused => ({ ok: false, code: 'invalid-state', zh, en });
const data = (zh: string, en: string): Refused => ({ ok: false, code: 'invalid-data', zh, en });

const notOpen = ({ order }: Situation): Refused | undefined => {
  if (order.mergedInto !== undefined)
    return state(`已并入 ${order.mergedInto}`, `it was merged into ${order.mergedInto}`);
  if (order.cancelledAt !== undefined) return state('已撤单', 'it is cancelled');
  return isOpen(order) ? undefined : state('已办结', 'it is completed');
};

const teamName = (id: string, { register }: Situation): string => register.team(id)?.name ?? id;

/** Why a command is not possible now, whatever it says; undefined where it may be. */
const hindrances: Record<
  OrderCommand,
  (situation: Situation, context: CommandContext) => Refused | undefined
> = {
  offer: (situation) => {
    const { holder } = situation.order;
    if (holder.state !== 'held') return notOpen(situation);
    const team = teamName(holder.team, situation);
    return (
      notOpen(situation) ?? state(`${team}已接单，改派前请先收回`, `${team} holds it; take it back first`)
    );
  },
  withdraw: (situation) =>
    notOpen(situation) ??
    (situation.order.holder.state === 'unoffered' ? state('尚未派单', 'nobody was offered it') : undefined),
  cancel: notOpen,
  'call-back': ({ order }) =>
    awaitsCallBack(order) ? undefined : state('没有待回访的低分评价', 'no low rating waits for a call'),
  note: () => undefined,
  merge: notOpen,
  undo: ({ events }, { actor }) =>
    events.some(({ seq }) => takenBackWith(events, seq, actor))
      ? undefined
      : state('没有可撤销的操作', 'there is nothing to take back'),
  accept: (situation) =>
    notOpen(situation) ??
    (situation.order.holder.state === 'held' ? state('已有队伍接单', 'a team holds it already') : undefined),
  decline: (situation) =>
    notOpen(situation) ??
    (situation.order.holder.state === 'unoffered' ? state('尚未派单', 'nobody was offered it') : undefined),
  complete: (situation) =>
    notOpen(situation) ??
    (situation.order.holder.state === 'held' ? undefined : state('尚无队伍接单', 'no team holds it')),
  rate: ({ order }) => {
    if (order.cancelledAt !== undefined) return state('已撤单', 'it is cancelled');
    return order.completed ? undefined : state('尚未办结', 'it is not completed');
  },
};

/** The team that is meant: the one that is named, else the one that has the order. */
function teamOf({ order }: Situation, named: string | undefined): string | undefined {
  return named ?? (order.holder.state === 'unoffered' ? undefined : order.holder.team);
}

const unknownTeam = (id: string): Refused => data(`没有队伍 ${id}`, `there is no team ${id} in the register`);

type Deciders = {
  [C in OrderCommand]: (situation: Situation, body: OrderCommands[C], context: CommandContext) => Decision;
};

const deciders: Deciders = {
  offer: (situation, { team }) => {
    const { order, register } = situation;
    if (!register.team(team)) return unknownTeam(team);
    if (order.holder.state === 'offered' && order.holder.team === team)
      return state(`已派给${teamName(team, situation)}，等待答复`, 'it is offered to this team already');
    return said({ type: 'order.offered', data: { orderId: order.id, teamId: team } });
  },
  withdraw: (situation, { reason }) => {
    const declined = teamsWith(situation).map(
      (teamId): Said => ({
        type: 'order.declined',
        data: { orderId: situation.order.id, teamId, reason: `中心收回：${reason}` },
      }),
    );
    return said(...(declined as [Said, ...Said[]]));
  },
  cancel: ({ order }, { reason }) => said({ type: 'order.cancelled', data: { orderId: order.id, reason } }),
  'call-back': ({ order }, { note }) =>
    said({
      type: 'desk.called-back',
      data: { orderId: order.id, ...(note === undefined ? {} : { note }) },
    }),
  note: ({ order }, { text }) => said({ type: 'desk.noted', data: { orderId: order.id, text } }),
  merge: ({ order }, { into }, { other }) => {
    if (into === order.id) return data('不能并入自身', 'an order cannot be merged into itself');
    if (!other) return data(`没有点单 ${into}`, `there is no order ${into}`);
    if (!isOpen(other)) return state(`${into} 已不在办，不能并入`, `${into} is not open any more`);
    return said(
      { type: 'order.cancelled', data: { orderId: order.id, reason: `重复点单，并入 ${into}` } },
      { type: 'desk.merged', data: { orderId: order.id, into } },
    );
  },
  undo: ({ events }, { seq }, { actor }) => {
    const together = takenBackWith(events, seq, actor);
    if (!together)
      return state(
        '只能撤销自己的、其后没有进展的操作',
        'only one’s own command can be taken back, and only while nothing rests on it',
      );
    const retractions = together.map(
      ({ id, source }): Said => ({
        type: 'event.retracted',
        data: { eventId: id, eventSource: source, reason: '撤销操作' },
      }),
    );
    return said(...(retractions as [Said, ...Said[]]));
  },
  accept: (situation, { team: named }) => {
    const team = teamOf(situation, named);
    if (team === undefined) return data('请写明接单队伍', 'the team must be named');
    if (!situation.register.team(team)) return unknownTeam(team);
    return said({ type: 'order.accepted', data: { orderId: situation.order.id, teamId: team } });
  },
  decline: (situation, { team: named, reason }) => {
    const team = teamOf(situation, named);
    if (team === undefined || !teamsWith(situation).includes(team))
      return data('该队伍没有待答复的派单', 'this team has no offer to decline');
    return said({
      type: 'order.declined',
      data: { orderId: situation.order.id, teamId: team, ...(reason === undefined ? {} : { reason }) },
    });
  },
  complete: ({ order }, { beneficiaries }) =>
    said({
      type: 'order.completed',
      data: { orderId: order.id, ...(beneficiaries === undefined ? {} : { beneficiaries }) },
    }),
  rate: ({ order }, { score, comment }) =>
    said({
      type: 'order.rated',
      data: { orderId: order.id, score, ...(comment === undefined ? {} : { comment }) },
    }),
};

export const orderCommands = Object.keys(deciders) as OrderCommand[];

/** What a command makes of an order, or why it cannot be. */
export function decide(
  situation: Situation,
  { command, body }: AnyOrderCommand,
  context: CommandContext,
): Decision {
  const hindered = hindrances[command](situation, context);
  if (hindered) return hindered;
  // Command and body belong together by their type, which the compiler cannot see through the index.
  const decider = deciders[command] as (
    situation: Situation,
    body: OrderCommands[OrderCommand],
    context: CommandContext,
  ) => Decision;
  return decider(situation, body, context);
}

/** The commands that are possible now for somebody. */
export const possibleCommands = (situation: Situation, context: CommandContext): OrderCommand[] =>
  orderCommands.filter((command) => hindrances[command](situation, context) === undefined);

/**
 * When a command happened (ms): now, but after everything that stands. A station’s clock may be minutes ahead, and an
 * answer to what one has seen comes after it.
 */
export const commandedAt = (events: readonly { at: number }[], now: number): number =>
  events.reduce((latest, { at }) => Math.max(latest, at + 1), now);

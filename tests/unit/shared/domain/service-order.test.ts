import { describe, expect, test } from 'vitest';
import { Register } from '../../../../shared/county/register.ts';
import {
  awaitsCallBack,
  isOpen,
  joinServiceOrder,
  type ServiceOrder,
  takingPart,
} from '../../../../shared/domain/service-order.ts';
import type { JournalEvent } from '../../../../shared/events/journal-event.ts';
import type { EventData } from '../../../../shared/events/registry.ts';
import { event, local, permutations } from '../../../support/journal-events.ts';
import { smallCounty, townA, townB } from '../../../support/small-county.ts';

const register = new Register(smallCounty());

/** The order of some events, which is the same in every order. */
function join(...events: JournalEvent[]): ServiceOrder | undefined {
  const order = joinServiceOrder(events, register);
  for (const other of permutations(events)) expect(joinServiceOrder(other, register)).toEqual(order);
  return order;
}

function joined(...events: JournalEvent[]): ServiceOrder {
  const order = join(...events);
  if (!order) throw new Error('no order');
  return order;
}

const placed = (time = '2026-11-22 09:00', site = 'A1', more: Record<string, unknown> = {}, id?: string) =>
  event(
    'order.placed',
    site,
    time,
    { orderId: 'o', kind: 'service', category: 'opera', title: '想看戏', ...more },
    id,
  );
const offered = (time: string, teamId: string, site = 'IA', id?: string) =>
  event('order.offered', site, time, { orderId: 'o', teamId }, id);
const accepted = (time: string, teamId: string, site = 'IB', id?: string) =>
  event('order.accepted', site, time, { orderId: 'o', teamId }, id);
const declined = (time: string, teamId: string, site = 'IB', id?: string) =>
  event('order.declined', site, time, { orderId: 'o', teamId }, id);
const completed = (time: string, beneficiaries?: number, site = 'IB') =>
  event('order.completed', site, time, {
    orderId: 'o',
    ...(beneficiaries === undefined ? {} : { beneficiaries }),
  });
const rated = (time: string, score: number, site = 'A1', id?: string) =>
  event('order.rated', site, time, { orderId: 'o', score }, id);
const cancelled = (time: string, site = 'A1') => event('order.cancelled', site, time, { orderId: 'o' });
const showcased = (time: string, site = 'A1') =>
  event('order.showcased', site, time, { orderId: 'o', consent: true });

describe('stages of an order', () => {
  test('[J1] the earliest of each stage that may occur once', () => {
    const order = joined(
      placed('2026-11-22 09:00'),
      placed('2026-11-22 08:00', 'A1', { title: '想听讲座' }),
      completed('2026-11-23 10:00', 5),
      completed('2026-11-23 09:00', 3),
      offered('2026-11-22 12:00', 'TA'),
      offered('2026-11-22 11:00', 'TB'),
    );
    expect(order).toMatchObject({
      placedAt: local('2026-11-22 08:00'),
      title: '想听讲座',
      completed: { at: local('2026-11-23 09:00'), beneficiaries: 3 },
      offeredAt: local('2026-11-22 11:00'),
    });
  });

  test('[J2] the latest rating', () => {
    const order = joined(placed(), rated('2026-11-24 09:00', 5), rated('2026-11-25 09:00', 2));
    expect(order.rated).toEqual({ at: local('2026-11-25 09:00'), score: 2 });
  });

  test('[J3] equal times: the greater source and id, for a stage that may occur once too', () => {
    const time = '2026-11-22 09:00';
    const order = joined(
      placed(time, 'A1', { title: 'A1' }),
      placed(time, 'A2', { title: 'A2 first' }, '1'),
      placed(time, 'A2', { title: 'A2 second' }, '2'),
    );
    expect(order).toMatchObject({ site: 'A2', title: 'A2 second' });
  });

  test('[J4] stages without order.placed make no order until it arrives', () => {
    const stages = [accepted('2026-11-22 11:00', 'TB'), completed('2026-11-23 09:00', 3)];
    expect(join(...stages)).toBeUndefined();
    expect(joined(...stages, placed())).toMatchObject({
      acceptedAt: local('2026-11-22 11:00'),
      completed: { beneficiaries: 3 },
    });
  });

  test('[J5] attributes come from the order.placed that wins, all of them', () => {
    const order = joined(
      placed('2026-11-22 09:00', 'A1', { category: 'lecture' }),
      placed('2026-11-22 10:00', 'A1', { urgent: true, townCode: townB }),
    );
    expect(order).toMatchObject({ category: 'lecture', urgent: false, town: townA });
  });
});

describe('[P1] where an order belongs', () => {
  test('[P1] to the site of its order.placed, and its town', () => {
    expect(joined(placed())).toMatchObject({ site: 'A1', town: townA });
  });

  test('[P1] to the town in townCode where that names one of the county', () => {
    expect(joined(placed(undefined, 'A1', { townCode: townB }))).toMatchObject({ site: 'A1', town: townB });
    expect(joined(placed(undefined, 'A1', { townCode: '330128001' })).town).toBe(townA);
    expect(joined(placed(undefined, 'C', { townCode: townB })).town).toBe(townB);
  });

  test('[P1] to the county alone where the site has no town', () => {
    expect(joined(placed(undefined, 'C'))).not.toHaveProperty('town');
  });
});

describe('[J6] who holds an order', () => {
  test('[J6] nobody: it waits for an offer', () => {
    expect(joined(placed()).holder).toEqual({ state: 'unoffered' });
  });

  test('[J6] the team of the newest acceptance', () => {
    const order = joined(placed(), accepted('2026-11-22 10:00', 'TA'), accepted('2026-11-22 11:00', 'TB'));
    expect(order.holder).toEqual({ state: 'held', team: 'TB' });
  });

  test('[J6] a later refusal by the same team gives it back to the one before', () => {
    const order = joined(
      placed(),
      accepted('2026-11-22 10:00', 'TA'),
      accepted('2026-11-22 11:00', 'TB'),
      declined('2026-11-22 12:00', 'TB'),
    );
    expect(order.holder).toEqual({ state: 'held', team: 'TA' });
  });

  test('[J6] a refusal at the very time is not later, and one before it changes nothing', () => {
    const order = joined(
      placed(),
      declined('2026-11-22 09:30', 'TA'),
      accepted('2026-11-22 10:00', 'TA'),
      declined('2026-11-22 10:00', 'TA'),
    );
    expect(order.holder).toEqual({ state: 'held', team: 'TA' });
  });

  test('[J6] without an acceptance: the newest offer that was not declined since', () => {
    const offers = [placed(), offered('2026-11-22 10:00', 'TA'), offered('2026-11-22 11:00', 'TB')];
    expect(joined(...offers).holder).toEqual({ state: 'offered', team: 'TB' });
    const refused = [...offers, declined('2026-11-22 12:00', 'TB')];
    expect(joined(...refused).holder).toEqual({ state: 'offered', team: 'TA' });
    expect(joined(...refused, declined('2026-11-22 13:00', 'TA')).holder).toEqual({ state: 'unoffered' });
  });
});

describe('[J7] who may report a stage', () => {
  test('[J7] cancelled, rated and showcased take part from the site of the order and those above it', () => {
    for (const site of ['A1', 'IA', 'C']) {
      const order = joined(
        placed(),
        cancelled('2026-11-22 10:00', site),
        rated('2026-11-24 09:00', 4, site),
        showcased('2026-11-25 09:00', site),
      );
      expect(order).toMatchObject({
        cancelledAt: local('2026-11-22 10:00'),
        rated: { score: 4 },
        showcasedAt: local('2026-11-25 09:00'),
      });
    }
  });

  test('[J7] from a sister, a child or another town they take no part', () => {
    for (const site of ['A2', 'IB', 'B', 'PA']) {
      const order = joined(
        placed(),
        cancelled('2026-11-22 10:00', site),
        rated('2026-11-24 09:00', 4, site),
        showcased('2026-11-25 09:00', site),
      );
      expect(order).not.toHaveProperty('cancelledAt');
      expect(order).not.toHaveProperty('rated');
      expect(order).not.toHaveProperty('showcasedAt');
    }
    expect(joined(placed(undefined, 'IA'), rated('2026-11-24 09:00', 4, 'A1'))).not.toHaveProperty('rated');
  });

  test('[J7] other stages are open to every site of the county', () => {
    const order = joined(
      placed(),
      offered('2026-11-22 10:00', 'TB', 'B'),
      accepted('2026-11-22 11:00', 'TB', 'IB'),
      completed('2026-11-23 09:00', 2, 'B1'),
    );
    expect(order).toMatchObject({
      offeredAt: local('2026-11-22 10:00'),
      acceptedAt: local('2026-11-22 11:00'),
      completed: { beneficiaries: 2 },
    });
  });

  test('[J7] what is left out is told, and that the order was placed by another site too', () => {
    expect(joined(placed(), rated('2026-11-24 09:00', 4, 'B1')).leftOutAt).toBe(local('2026-11-24 09:00'));
    expect(joined(placed(), placed('2026-11-22 10:00', 'B1')).leftOutAt).toBe(local('2026-11-22 10:00'));
    expect(joined(placed(), placed('2026-11-22 10:00', 'A1', {}, 'again'))).not.toHaveProperty('leftOutAt');
  });

  test('[J7] a rating left out does not replace one that takes part', () => {
    const order = joined(placed(), rated('2026-11-24 09:00', 5), rated('2026-11-25 09:00', 1, 'B1'));
    expect(order.rated?.score).toBe(5);
  });

  test('[J7] the site of the order.placed that wins decides', () => {
    const order = joined(
      placed('2026-11-22 09:00', 'A1'),
      placed('2026-11-22 08:00', 'B1'),
      rated('2026-11-24 09:00', 5, 'A1'),
      rated('2026-11-23 09:00', 3, 'B1'),
    );
    expect(order).toMatchObject({ site: 'B1', rated: { score: 3 } });
  });
});

describe('[N5] limits of an order', () => {
  test('[N5] dueAt, else the days of the profile after it was placed', () => {
    expect(joined(placed()).dueAt).toBe(local('2026-11-29 09:00'));
    expect(joined(placed(undefined, 'A1', { dueAt: '2026-11-23T00:00:00Z' })).dueAt).toBe(
      local('2026-11-23 08:00'),
    );
  });

  test('[N5] 24 hours to answer, 2 where it is urgent', () => {
    expect(joined(placed()).answerBy).toBe(local('2026-11-23 09:00'));
    expect(joined(placed(undefined, 'A1', { urgent: true })).answerBy).toBe(local('2026-11-22 11:00'));
  });
});

describe('what operators do beside', () => {
  const desk = <T extends 'desk.noted' | 'desk.called-back' | 'desk.merged'>(
    type: T,
    time: string,
    data: EventData<T>,
  ) => event(type, 'C', time, data);
  const calledBack = (time: string) => desk('desk.called-back', time, { orderId: 'o' });

  test('[A4] a low rating waits for a call until one comes after it', () => {
    const low = [placed(), rated('2026-11-24 09:00', 2)];
    expect(awaitsCallBack(joined(...low))).toBe(true);
    expect(awaitsCallBack(joined(...low, calledBack('2026-11-24 08:59')))).toBe(true);
    expect(awaitsCallBack(joined(...low, calledBack('2026-11-24 09:00')))).toBe(false);
    expect(awaitsCallBack(joined(placed(), rated('2026-11-24 09:00', 3)))).toBe(false);
    const again = [calledBack('2026-11-24 10:00'), rated('2026-11-25 09:00', 1)];
    expect(awaitsCallBack(joined(...low, ...again))).toBe(true);
  });

  test('a merged order says where it went, and is over', () => {
    const order = joined(
      placed(),
      cancelled('2026-11-22 10:00', 'C'),
      desk('desk.merged', '2026-11-22 10:00', { orderId: 'o', into: 'p' }),
    );
    expect(order.mergedInto).toBe('p');
    expect(isOpen(order)).toBe(false);
  });

  test('[J6] every team that was asked, with its last word', () => {
    const order = joined(
      placed(),
      offered('2026-11-22 10:00', 'TC'),
      declined('2026-11-22 11:00', 'TC'),
      offered('2026-11-22 12:00', 'TA'),
      offered('2026-11-22 13:00', 'TB'),
      accepted('2026-11-22 14:00', 'TB'),
    );
    expect(order.asked).toEqual([
      { team: 'TA', at: local('2026-11-22 12:00') },
      { team: 'TB', at: local('2026-11-22 14:00'), answer: 'accepted' },
      { team: 'TC', at: local('2026-11-22 10:00'), answer: 'declined' },
    ]);
  });

  test('notes and refusals are counted, and are no stages of the order', () => {
    const noted = (time: string) => desk('desk.noted', time, { orderId: 'o', text: '' });
    const events = [
      placed(),
      offered('2026-11-22 10:00', 'TB'),
      declined('2026-11-22 11:00', 'TB'),
      noted('2026-11-22 12:00'),
      noted('2026-11-22 13:00'),
    ];
    expect(joined(...events)).toMatchObject({ notes: 2, declines: 1, holder: { state: 'unoffered' } });
    expect(takingPart(events, register)).toHaveLength(3);
  });
});

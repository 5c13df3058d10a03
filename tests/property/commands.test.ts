/** Whatever operators and stations do to an order, in whatever order, the rules of orders hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnyOrderCommand, commandedAt, decide, possibleCommands } from '../../server/dispatch/decide.ts';
import { situationOf } from '../../server/dispatch/situation.ts';
import { commandEvents } from '../../server/store/store.ts';
import { Register } from '../../shared/county/register.ts';
import { awaitsCallBack, isOpen, joinServiceOrder } from '../../shared/domain/service-order.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { Moment } from '../../shared/measures/moment.ts';
import { contributionsOf } from '../../shared/measures/registry.ts';
import { event, local } from '../support/journal-events.ts';
import { sampleOrder } from '../support/sample-order.ts';
import { smallCounty } from '../support/small-county.ts';

const register = new Register(smallCounty());
const begun = local('2026-11-20 09:00');
const later = begun + 30 * 86_400_000;
const minuteMs = 60_000;

type Step =
  | { who: string; does: AnyOrderCommand }
  | { station: 'order.accepted' | 'order.declined' | 'order.offered' | 'order.completed' | 'order.rated' };

const team = fc.constantFrom('TA', 'TB', 'TC');
const bodies: fc.Arbitrary<AnyOrderCommand> = fc.oneof(
  fc.record({ command: fc.constant('offer' as const), body: fc.record({ team }) }),
  fc.record({ command: fc.constant('withdraw' as const), body: fc.constant({ reason: '' }) }),
  fc.record({ command: fc.constant('cancel' as const), body: fc.constant({ reason: '' }) }),
  fc.record({ command: fc.constant('merge' as const), body: fc.constant({ into: 'p' }) }),
  fc.record({ command: fc.constant('note' as const), body: fc.constant({ text: '' }) }),
  fc.record({ command: fc.constant('call-back' as const), body: fc.constant({}) }),
  fc.record({
    command: fc.constant('accept' as const),
    body: fc.record({ team }, { requiredKeys: [] }),
  }),
  fc.record({ command: fc.constant('decline' as const), body: fc.constant({}) }),
  fc.record({ command: fc.constant('complete' as const), body: fc.constant({ beneficiaries: 4 }) }),
  fc.record({
    command: fc.constant('rate' as const),
    body: fc.record({ score: fc.integer({ min: 1, max: 5 }) }),
  }),
  fc.record({
    command: fc.constant('undo' as const),
    body: fc.record({ seq: fc.integer({ min: 1, max: 12 }) }),
  }),
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ who: fc.constantFrom('user:lin', 'user:wang'), does: bodies }) },
    {
      weight: 1,
      arbitrary: fc.record({
        station: fc.constantFrom(
          'order.accepted',
          'order.declined',
          'order.offered',
          'order.completed',
          'order.rated',
        ),
      }),
    },
  ) as fc.Arbitrary<Step>,
  { maxLength: 14 },
);

/** The journal of one order: what stands of it, and what was taken back. */
class OrderJournal {
  standing: JournalEvent[] = [];
  seq = 0;

  add(events: readonly JournalEvent[]): void {
    for (const one of events) {
      this.seq += 1;
      if (one.type === 'event.retracted') {
        const { eventId } = one.data;
        this.standing = this.standing.filter(({ id }) => id !== eventId);
      } else this.standing.push({ ...one, seq: this.seq });
    }
  }

  get order() {
    const order = joinServiceOrder(this.standing, register);
    if (!order) throw new Error('no order');
    return order;
  }

  get figures() {
    return contributionsOf(this.order, { register, moment: new Moment(later) });
  }

  station(type: Exclude<Step, { who: string }>['station']): void {
    const at = begun + (this.seq + 1) * minuteMs;
    const data = { orderId: 'o', teamId: 'TB', score: 2 };
    this.add([event(type, 'A1', at, data as never, `s${this.seq}`)]);
  }

  /** Whether the command was possible. */
  command(actor: string, does: AnyOrderCommand): boolean {
    const situation = situationOf(this.standing, register);
    if (!situation) throw new Error('no order');
    const context = { actor, other: sampleOrder({ id: 'p' }) };
    const decision = decide(situation, does, context);
    if (!decision.ok) return false;
    expect(possibleCommands(situation, context)).toContain(does.command);
    const at = commandedAt(this.standing, begun + this.seq * minuteMs);
    const made = commandEvents('secret', {
      ...{ county: register.code, center: 'C', actor, commandId: `c${this.seq}`, content: does },
      ...{ at, receivedAt: at, said: decision.said },
    });
    this.add(
      made.map(
        ({ source, id, site, type, data }) =>
          ({ seq: 0, source, id, site, type, at, actor, data: JSON.parse(data) }) as JournalEvent,
      ),
    );
    return true;
  }
}

const opened = (): OrderJournal => {
  const journal = new OrderJournal();
  const data = { orderId: 'o', kind: 'service' as const, category: 'opera', title: '想看戏' };
  journal.add([event('order.placed', 'A1', begun, data, 'p')]);
  return journal;
};

/** What the rules promise after a command. */
function expectDone(journal: OrderJournal, { command, body }: AnyOrderCommand): void {
  const { order } = journal;
  if (command === 'offer') expect(order.holder).toEqual({ state: 'offered', team: body.team });
  if (command === 'withdraw') expect(order.holder).toEqual({ state: 'unoffered' });
  if (command === 'accept') expect(order.holder.state).toBe('held');
  if (command === 'cancel' || command === 'merge' || command === 'complete')
    expect(isOpen(order)).toBe(false);
  if (command === 'call-back') expect(awaitsCallBack(order)).toBe(false);
  if (command === 'rate') expect(order.rated?.score).toBe(body.score);
}

test('[J1] [J6] [N4] [A4] what a command says is so afterwards, whatever came before', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const journal = opened();
      for (const step of list) {
        if ('station' in step) journal.station(step.station);
        else if (journal.command(step.who, step.does)) expectDone(journal, step.does);
      }
    }),
    { numRuns: 400 },
  );
});

test('every figure is as it was once a command is taken back, and notes in between change none', () => {
  fc.assert(
    fc.property(steps, bodies, (list, last) => {
      const journal = opened();
      for (const step of list) {
        if ('station' in step) journal.station(step.station);
        else journal.command(step.who, step.does);
      }
      const [before, figures] = [journal.order, journal.figures];
      const { seq } = journal;
      if (last.command === 'undo' || !journal.command('user:lin', last)) return;
      journal.command('user:wang', { command: 'note', body: { text: '' } });
      expect(journal.command('user:lin', { command: 'undo', body: { seq: seq + 1 } })).toBe(true);
      expect(journal.figures).toEqual(figures);
      expect(journal.order).toEqual({ ...before, notes: before.notes + 1 });
    }),
    { numRuns: 400 },
  );
});

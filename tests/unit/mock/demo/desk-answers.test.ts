import { describe, expect, it } from 'vitest';
import { readCountyFolder } from '../../../../mock/county-folder.ts';
import { DeskAnswers, type HeardEvent } from '../../../../mock/demo/desk-answers.ts';
import type { StationEvent } from '../../../../mock/simulation/simulation.ts';

const county = readCountyFolder('mock/counties/jintan');
const center = county.sites.find(({ tier }) => tier === 'center')?.code ?? '';
const [team] = county.teams;
const hour = 3_600_000;

let heard = 0;
const atDesk = (type: string, data: Record<string, unknown>): HeardEvent => ({
  id: `desk-${++heard}`,
  source: `/sites/${center}`,
  type,
  data: { orderId: 'o', ...data },
});
const offered = () => atDesk('order.offered', { teamId: team?.id });
const answers = () => new DeskAnswers(county, 'run', 1);
const types = (events: readonly StationEvent[]): string[] => events.map(({ type }) => type);
const simulated = (type: string, orderId: string): StationEvent => ({
  ...{ specversion: '1.0', id: '', source: '', time: '' },
  type,
  data: { orderId },
});

describe('the simulated county and the desk', () => {
  it('answers an offer of the desk some time later, from the site of the team', () => {
    const all = Array.from({ length: 60 }, () => {
      const desk = answers();
      desk.hear(offered(), 0);
      expect(desk.due(0)).toEqual([]);
      return desk.due(hour);
    });
    const first = all.map((events) => events[0]);
    expect(new Set(first.map((event) => event?.type))).toEqual(new Set(['order.accepted', 'order.declined']));
    expect(first.every((event) => event?.source === `/sites/${team?.site ?? center}`)).toBe(true);
    const done = all.find((events) => types(events).includes('order.rated')) ?? [];
    expect(types(done)).toEqual(['order.accepted', 'order.completed', 'order.rated']);
  });

  it('answers nothing that was taken back, in whatever way', () => {
    for (const takenBack of ['order.declined', 'order.cancelled']) {
      const desk = answers();
      desk.hear(offered(), 0);
      desk.hear(atDesk(takenBack, { teamId: team?.id }), 1);
      expect(desk.due(hour)).toEqual([]);
    }
    const desk = answers();
    const offer = offered();
    desk.hear(offer, 0);
    desk.hear({ ...atDesk('event.retracted', { eventId: offer.id }), id: 'desk-undo' }, 1);
    expect(desk.due(hour)).toEqual([]);
  });

  it('tells no story of an order that the desk has in hand', () => {
    const desk = answers();
    expect(desk.allows(simulated('order.offered', 'o'))).toBe(true);
    desk.hear(offered(), 0);
    expect(desk.allows(simulated('order.offered', 'o'))).toBe(false);
    expect(desk.allows(simulated('order.offered', 'p'))).toBe(true);
    expect(desk.allows(simulated('activity.started', 'o'))).toBe(true);
    const restarted = new DeskAnswers(county, 'run', 1, desk.taken);
    expect(restarted.allows(simulated('order.accepted', 'o'))).toBe(false);
  });

  it('does not take the stations’ own events for the desk’s', () => {
    const desk = answers();
    desk.hear({ ...offered(), id: 'run-o1-2' }, 0);
    desk.hear({ ...offered(), source: '/sites/elsewhere' }, 0);
    expect(desk.due(hour)).toEqual([]);
    expect(desk.allows(simulated('order.offered', 'o'))).toBe(true);
  });
});

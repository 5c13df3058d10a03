import { expect, test } from 'vitest';
import { readCountyFolder } from '../../mock/county-folder.ts';
import { DeskAnswers } from '../../mock/demo/desk-answers.ts';
import { JournalFollower } from '../../mock/demo/journal-follower.ts';
import type { CommandAnswer, OrderDetail } from '../../shared/wire/desk.ts';
import { countyCode, startServer } from '../support/server.ts';
import { until } from '../support/until.ts';

test('the demonstration hears of an offer of the desk, and its team answers like any station', async () => {
  const server = await startServer({ ANONYMOUS_READ: 'true' });
  try {
    const [{ key }, operator] = [await server.makeKey(), await server.makeUser()];
    const follower = new JournalFollower(server.address, countyCode);
    expect(await follower.news()).toEqual([]);
    const orders = `desk/orders/${countyCode}`;
    const order = { kind: 'service', category: 'culture', title: '想看越剧' };
    const made = await operator.call<CommandAnswer>('POST', orders, { commandId: 'made-here', ...order });
    const path = `${orders}/${made.body.id}`;
    await operator.call('POST', `${path}/offer`, {
      ...{ commandId: 'offered-here', seen: made.body.seen, team: 'L02' },
    });

    const desk = new DeskAnswers(readCountyFolder('mock/counties/chunan'), 'run', 1);
    const begun = Date.now();
    await until('the offer is heard', async () => {
      for (const event of await follower.news()) desk.hear(event, begun - 600_000);
      return desk.taken.includes(made.body.id ?? '');
    });
    const [first] = desk.due(begun);
    const answer = await server.post(key, JSON.stringify([first]));
    expect(answer.body).toMatchObject({ accepted: 1 });
    const { history } = (await operator.call<OrderDetail>('GET', path)).body;
    expect(history.at(-1)).toMatchObject({ type: first?.type, team: { id: 'L02' } });
    expect(history.at(-1)).not.toHaveProperty('actor');
  } finally {
    await server.stop();
  }
}, 60_000);

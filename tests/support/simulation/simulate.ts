/** One simulation of the whole path: stations, servers, viewers, and everything that goes wrong between them. */
import { Random } from '../../../mock/simulation/random.ts';
import type { Engine } from '../engine.ts';
import { ResendingStation, type Sent } from '../resending-station.ts';
import { until } from '../until.ts';
import { type Delivery, deliveriesOf } from './events.ts';
import { befall, heal } from './faults.ts';
import { judge, scopes } from './judge.ts';
import { SimulatedOperator } from './operators.ts';
import { SimulatedViewer } from './viewers.ts';
import { inWorld, type World } from './world.ts';

const stationsAtOnce = 4;
const orders = ['o', 'p'];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends all of it, several requests at a time, each as often as it says. */
async function deliverAll(stations: readonly ResendingStation[], deliveries: Delivery[]): Promise<void> {
  const waiting = [...deliveries];
  await Promise.all(
    Array.from({ length: stationsAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { events, copies, pauseMs } = next;
        await pause(pauseMs);
        await Promise.all(stations.slice(0, copies).map((station) => station.deliver(events)));
      }
    }),
  );
}

async function actAll(operators: readonly SimulatedOperator[], random: Random, isOver: () => boolean) {
  await Promise.all(
    operators.map(async (operator) => {
      while (!isOver()) {
        await operator.act(random.pick(orders));
        await pause(random.whole(20, 200));
      }
    }),
  );
}

/** What operators have to work on. */
const ordersOf = (seed: number): Sent[] =>
  orders.map((orderId) => ({
    ...{ id: `${seed}-order-${orderId}`, source: '/sites/A1', type: 'order.placed' },
    time: new Date().toISOString(),
    data: { orderId, kind: 'service', category: 'opera', title: '越剧' },
  }));

/** In the end two servers take something at the same time, of different places, and nothing comes after it. */
async function sayLast({ servers, key }: World, seed: number, stations: ResendingStation[]): Promise<void> {
  await Promise.all(
    ['A1', 'B1'].map(async (site, index) => {
      const station = new ResendingStation({ address: servers[index]?.address ?? '', key });
      stations.push(station);
      const time = new Date().toISOString();
      const data = { activityId: `last-${site}`, title: '最后一场' };
      const event = { id: `${seed}-last`, source: `/sites/${site}`, type: 'activity.started', time, data };
      await station.deliver([event]);
    }),
  );
}

async function run(world: World, seed: number): Promise<string> {
  const { lines, key, random } = world;
  const { address } = lines.stations;
  const stations = Array.from({ length: 3 }, () => new ResendingStation({ address, key }));
  const operators = world.operators.map(
    (user) => new SimulatedOperator(user, address, new Random('operator', seed, user.name)),
  );
  const viewers = Object.keys(scopes).flatMap((scope) =>
    lines.viewers.map((line) => new SimulatedViewer(scope, line.address)),
  );
  try {
    await until('every viewer has a board', () => viewers.every(({ board }) => board !== undefined));
    await stations[0]?.deliver(ordersOf(seed));
    let over = false;
    const isOver = (): boolean => over;
    const befallen = befall(world, isOver);
    const acting = actAll(operators, new Random('acting', seed), isOver);
    await deliverAll(stations, deliveriesOf(seed, random)).finally(() => {
      over = true;
    });
    const told = await befallen;
    heal(world);
    await acting;
    await sayLast(world, seed, stations);
    const { events, states } = await judge(world, stations, operators, viewers);
    const unanswered = stations.reduce((sum, station) => sum + station.unanswered, 0);
    const commands = operators.reduce((sum, { commanded }) => sum + commanded.length, 0);
    return `${events} events, ${commands} commands, ${unanswered} sent again, ${states} states seen, ${told.length} faults`;
  } finally {
    for (const { line } of viewers) line.close();
  }
}

/** Answers what happened; fails where a promise was broken. */
export async function simulate(engine: Engine, seed: number): Promise<string> {
  let story = '';
  await inWorld(engine, seed, async (world) => {
    story = await run(world, seed);
  });
  return story;
}

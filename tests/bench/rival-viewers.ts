/**
 * A process of viewers of one of the two dashboards: each takes what it needs for its first picture, and notes when it
 * was told which total.
 */
import { io, type Socket } from 'socket.io-client';
import type { WatchAnswer } from '../../shared/wire/live.ts';
import { countyCode } from '../support/small-county.ts';
import { gauge, textOf } from './node-red-flow.ts';

export type Kind = 'cockpit' | 'node-red';

export type RivalOrder =
  | { do: 'open'; address: string; kind: Kind; sites: string[]; count: number }
  | { do: 'told' }
  | { do: 'close' };

/** A total and when a viewer was told it (ms since 1970, of one clock for all processes of a machine). */
export type Told = { total: number; at: number }[];

export interface RivalAnswer {
  /** Until each viewer had its first picture (ms), in the order of the viewers. */
  waits: number[];
  /** What each viewer was told since it had its first picture, which is its first entry. */
  told: Told[];
}

interface Opened {
  socket: Socket;
  wait: number;
  told: Told;
}

type Opening = Extract<RivalOrder, { do: 'open' }>;
const opened: Opened[] = [];
const now = (): number => performance.timeOrigin + performance.now();
/** A server that starts refuses at first. */
const retry = { forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 50 };

const scope = `area:${countyCode}`;
const registers = [
  'counties',
  `counties/${countyCode}`,
  `counties/${countyCode}/map`,
  `sites?county=${countyCode}`,
];

async function fetchAll(address: string, paths: readonly string[]): Promise<void> {
  const answers = await Promise.all(paths.map((path) => fetch(`${address}${path}`)));
  const refused = answers.find(({ ok }) => !ok);
  if (refused) throw new Error(`${refused.url} answers ${refused.status}`);
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
}

interface Totals {
  totals?: { all?: { activities?: number } };
}

/** As our wall does it: the registers, the map, and the board of the county. */
async function openCockpit({ address }: Opening): Promise<Omit<Opened, 'wait'>> {
  const told: Told = [];
  const note = ({ totals }: Totals): void => {
    const total = totals?.all?.activities;
    if (total !== undefined) told.push({ total, at: now() });
  };
  const socket = io(address, retry);
  const first = new Promise<void>((resolve, reject) => {
    socket.once('connect', () =>
      socket.emit('watch', { scope, wire: 1 }, (answer: WatchAnswer) => {
        if (!answer.ok || !('board' in answer)) return reject(new Error(JSON.stringify(answer)));
        note(answer.board);
        resolve();
      }),
    );
  });
  socket.on('delta', ({ patch }: { patch: Totals }) => note(patch));
  await Promise.all([
    first,
    fetchAll(
      address,
      registers.map((path) => `/api/v1/${path}`),
    ),
  ]);
  return { socket, told };
}

/** As the page of its dashboard does it: the set-up, the configuration, and what each widget shows. */
async function openNodeRed({ address, sites }: Opening): Promise<Omit<Opened, 'wait'>> {
  const told: Told = [];
  const note = (message?: { payload?: unknown }): void => {
    if (typeof message?.payload === 'number') told.push({ total: message.payload, at: now() });
  };
  await fetchAll(address, ['/dashboard/_setup']);
  const socket = io(address, { ...retry, path: '/dashboard/socket.io' });
  const missing = new Set([gauge, ...sites.map(textOf)]);
  const widgets = [...missing];
  await new Promise<void>((resolve) => {
    const has = (id: string): void => {
      missing.delete(id);
      if (missing.size === 0) resolve();
    };
    // What it has not got from anybody since its start it leaves unanswered, and sends when it gets it.
    socket.onAny((name: string, message) => {
      const [event, id = ''] = name.split(':');
      if (event !== 'widget-load' && event !== 'msg-input') return;
      if (id === gauge) note(message);
      has(id);
    });
    socket.once('ui-config', () => {
      for (const id of widgets) socket.emit('widget-load', id);
    });
  });
  return { socket, told };
}

async function open(order: Opening): Promise<Opened> {
  const begun = now();
  const { socket, told } = await (order.kind === 'cockpit' ? openCockpit(order) : openNodeRed(order));
  return { socket, told, wait: now() - begun };
}

async function obey(order: RivalOrder): Promise<RivalAnswer> {
  if (order.do === 'open')
    opened.push(...(await Promise.all(Array.from({ length: order.count }, () => open(order)))));
  const answer = { waits: opened.map(({ wait }) => wait), told: opened.map(({ told }) => told) };
  if (order.do === 'close') for (const { socket } of opened.splice(0)) socket.disconnect();
  return answer;
}

process.on('message', (order: RivalOrder) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

process.on('disconnect', () => process.exit());

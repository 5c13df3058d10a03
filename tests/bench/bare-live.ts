/** The live side as the server has it, with a board that changes at each tick and nothing behind it. */
import { readFileSync } from 'node:fs';
import { startLive } from '../../server/live/start-live.ts';
import type { Board, Measures } from '../../shared/board/board.ts';
import { Register } from '../../shared/county/register.ts';
import { SiteRegister } from '../../shared/domain/site-register.ts';
import { countyCode } from '../support/small-county.ts';
import { serveBroadcasts } from './broadcasts.ts';
import { benchCounty } from './county.ts';

const [, , sites = '', file = ''] = process.argv;
const register = new Register(benchCounty(Number(sites)));
const { board } = JSON.parse(readFileSync(file, 'utf8')) as { board: Board };
let turn = 0;

/** About as much is new as after some events: the totals of four periods. */
function changed(): Board {
  turn += 1;
  const more = (measures: Measures): Measures =>
    Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, value + turn])) as Measures;
  const { today, week, month, all } = board.totals;
  const totals = { today: more(today), week: more(week), month: more(month), all: more(all) };
  return { ...board, totals: { ...board.totals, ...totals } };
}

const unlimited = 1_000_000;
const now = (): string => new Date().toISOString();

await serveBroadcasts((http) => {
  const { hub } = startLive({
    http,
    limits: { connections: unlimited, messagesPerSecond: unlimited },
    registers: { all: [register], siteRegister: new SiteRegister([register]) },
    readBoard: async () => changed(),
    catchUp: async () => {},
    isCaughtUp: () => true,
    authenticate: async () => ({ kind: 'anonymous' }),
    trustsProxy: () => false,
    isOverloaded: () => false,
    onShed: () => {},
    ...{ asOf: now, now, build: 'bench' },
    onRefusal: (refusal) => console.error(refusal),
    onError: (error) => console.error(error),
  });
  return () => hub.change(new Set([countyCode]));
});

/** The thread that writes: appends to the journal, and the projector behind it. */

import type { County } from '../shared/county/county.ts';
import { Register } from '../shared/county/register.ts';
import { accountHandlers } from './account-handlers.ts';
import { adminHandlers } from './admin-handlers.ts';
import { noticeHandlers } from './notice-handlers.ts';
import { passingHandlers } from './passing-handlers.ts';
import { importNewCounty, projectForgotten, replaceCounty } from './projector/import-county.ts';
import { Projector } from './projector/projector.ts';
import { Standstill } from './projector/standstill.ts';
import { openStore } from './store/open-store.ts';
import {
  type AppendOutcome,
  type AuditEntry,
  type AuditHead,
  type Command,
  type CommandOutcome,
  type DisplayRow,
  type DisplayViewRow,
  type EventProbe,
  type KeptReport,
  type NewEvent,
  type Position,
  StoreError,
} from './store/store.ts';
import { SharedClock } from './threads/clock.ts';
import { pushTo, serve } from './threads/serve.ts';
import { givenToThread } from './threads/start.ts';

export interface WriterGiven {
  databaseUrl: string;
  clock: SharedArrayBuffer;
}

export type WriterPushes = {
  projected: {
    county: string;
    before: Position;
    position: Position;
    places: string[];
    /** When time alone changes a thing next (ms). */
    nextChangeAt?: number;
  };
  /** With the code of a refusal of the store. */
  failed: { county: string; message: string; code?: string };
  /** A change of registers: so many events have been looked at. */
  looked: { county: string; events: number };
  /** A change of registers: so many things are being written, for which appends wait. */
  writing: { county: string; things: number };
};

/** How often personal data past its days is looked for (contract §7). */
const erasureMs = 3_600_000;
/** How often it is looked whether another server has left figures behind. */
const takeOverMs = 500;
/** What is over stays a while for whoever has to end it. */
const keptPassingMs = 600_000;
const forgettingMs = 60_000;
const dayMs = 86_400_000;

const { databaseUrl, clock: memory } = givenToThread<WriterGiven>();
const clock = new SharedClock(memory);
const push = pushTo<WriterPushes>();
const store = await openStore(databaseUrl);
await projectForgotten(store, clock.now());

const projector = new Projector({
  store,
  now: () => clock.now(),
  onProgress: (county, { before, position, places }, nextChangeAt) =>
    push('projected', {
      county,
      before,
      position,
      places: [...places],
      ...(nextChangeAt !== undefined && { nextChangeAt }),
    }),
  onFailure: (county, error) =>
    push('failed', {
      county,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      ...(error instanceof StoreError && { code: error.code }),
    }),
});

async function erasePastContactDays(): Promise<void> {
  const registers = await store.read(async (view) => {
    const counties = await Promise.all((await view.countyVersions()).map(({ code }) => view.county(code)));
    return counties.flatMap((county) => (county ? [new Register(county)] : []));
  });
  for (const { code, county } of registers) {
    await store.erasePersonalBefore(code, clock.now() - county.profile.limits.contactDays * dayMs);
  }
}

const standstill = new Standstill();

async function takeOver(): Promise<void> {
  const heads = await store.read((view) => view.heads());
  if (standstill.stuck(heads, clock.now()).length > 0) projector.wake();
}

/** What every server does now and then: done twice, it is the same as once. */
const rounds = [
  { everyMs: erasureMs, work: erasePastContactDays },
  { everyMs: takeOverMs, work: takeOver },
  { everyMs: forgettingMs, work: () => store.forgetPassing(clock.now() - keptPassingMs) },
].map(({ everyMs, work }) =>
  setInterval(() => {
    work().catch((error: unknown) => push('failed', { county: 'all', message: String(error) }));
  }, everyMs),
);

const handlers = {
  append: async (items: (NewEvent | EventProbe)[]): Promise<AppendOutcome[]> => {
    const outcomes = await store.append(items);
    const accepted = items.flatMap((item, index) =>
      item.kind === 'event' && outcomes[index]?.status === 'accepted' ? [item.county] : [],
    );
    projector.appended(accepted.length, new Set(accepted));
    return outcomes;
  },
  command: async (command: Command): Promise<CommandOutcome> => {
    const outcome = await store.command(command);
    if (outcome.status === 'accepted') projector.appended(outcome.seqs.length, [command.county]);
    return outcome;
  },
  importNewCounty: async (county: County): Promise<void> => {
    await importNewCounty(store, county, clock.now());
    projector.wake();
  },
  replaceCounty: async (county: County, version: number) => {
    const { code } = county.profile;
    const result = await replaceCounty(store, county, {
      now: () => clock.now(),
      version,
      onLooked: (events) => push('looked', { county: code, events }),
      onWriting: (things) => push('writing', { county: code, things }),
    });
    projector.wake();
    return result;
  },
  audit: (entries: AuditEntry[]): Promise<AuditHead | undefined> => store.audit(entries),
  addDisplay: (display: DisplayRow): Promise<void> => store.addDisplay(display),
  revokeDisplay: (id: string, at: number): Promise<boolean> => store.revokeDisplay(id, at),
  putDisplayViews: (views: DisplayViewRow[]): Promise<void> => store.putDisplayViews(views),
  keepReport: (report: KeptReport, most: number): Promise<boolean> => store.keepReport(report, most),
  ...accountHandlers(store),
  ...adminHandlers(store),
  ...noticeHandlers(store),
  ...passingHandlers(store),
  secret: (name: string): Promise<string> => store.secret(name),
  /** A register moved in the database. */
  wake: (): void => projector.wake(),
  close: async (): Promise<void> => {
    for (const round of rounds) clearInterval(round);
    await projector.stop();
    await store.close();
  },
};
export type WriterHandlers = typeof handlers;

serve(handlers);
projector.wake();

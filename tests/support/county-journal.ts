/** A county with a journal on disk, its projector and its boards, all in this thread and with a clock of the test. */
import { type BoardReading, readBoard } from '../../server/board/read-board.ts';
import { resolveScope } from '../../server/board/scope-parts.ts';
import { importCounty } from '../../server/projector/import-county.ts';
import { type BatchResult, projectBatch } from '../../server/projector/project-batch.ts';
import { createQueries, type Queries } from '../../server/query/queries.ts';
import { openStore } from '../../server/store/open-store.ts';
import { eventName, type NewEvent, type Store } from '../../server/store/store.ts';
import type { Board } from '../../shared/board/board.ts';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import { thingOf } from '../../shared/domain/thing.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import type { Cell } from '../../shared/measures/cell.ts';
import { databaseOf, type Engine, engineOfRun } from './engine.ts';
import type { TestDatabase } from './postgres.ts';
import { smallCounty } from './small-county.ts';

/** The event that a retraction names, where its site may retract that one (contract §3). */
function targetOf(event: JournalEvent, register: Register): string | undefined {
  if (event.type !== 'event.retracted') return undefined;
  const source = event.data.eventSource ?? event.source;
  const site = source.slice('/sites/'.length);
  return register.isAtOrBelow(site, event.site) ? eventName(source, event.data.eventId) : undefined;
}

/** An accepted event as the store takes it. */
export function newEvent(event: JournalEvent, register: Register): NewEvent {
  const { source, id, site, type, at, actor, data } = event;
  const target = targetOf(event, register);
  const text = JSON.stringify(data);
  return {
    kind: 'event',
    county: register.code,
    site,
    source,
    id,
    type,
    at,
    receivedAt: at,
    thing: thingOf(type, site, id, data as Parameters<typeof thingOf>[3]),
    ...(target === undefined ? {} : { target }),
    digest: `${type} ${at} ${text}`,
    ...(actor === undefined ? {} : { actor }),
    data: text,
  };
}

export class CountyJournal {
  readonly store: Store;
  readonly register: Register;
  readonly database: TestDatabase;

  private constructor(store: Store, register: Register, database: TestDatabase) {
    this.store = store;
    this.register = register;
    this.database = database;
  }

  /** A fresh database with one county in it, projected at `now` (ms). */
  static async open(
    now: number,
    county: County = smallCounty(),
    engine: Engine = engineOfRun,
  ): Promise<CountyJournal> {
    const database = await databaseOf(engine);
    const store = await openStore(database.url);
    await importCounty(store, county, now);
    return new CountyJournal(store, new Register(county), database);
  }

  async append(events: readonly JournalEvent[]): Promise<void> {
    await this.store.append(events.map((event) => newEvent(event, this.register)));
  }

  /** One batch of the projector. */
  step(now: number, limit = 500): Promise<BatchResult> {
    return this.store.project(this.register.code, (transaction) =>
      projectBatch(transaction, this.register, now, limit),
    );
  }

  /** Everything that the journal and the clock have to tell at `now`. */
  async project(now: number, limit = 500): Promise<void> {
    while ((await this.step(now, limit)).more) {
      // The next batch goes on where this one ended.
    }
  }

  async read(scope: string): Promise<BoardReading> {
    const parsed = parseScope(scope);
    const resolved = parsed && resolveScope(parsed, [this.register]);
    if (!resolved) throw new Error(`no scope ${scope}`);
    return this.store.read((view) => readBoard(view, resolved));
  }

  async board(scope: string = `area:${this.register.code}`): Promise<Board> {
    return (await this.read(scope)).board;
  }

  /** What is read besides the boards; volunteers under their own names. */
  queries(): Queries {
    const boards = { resolve: resolveScope, read: readBoard };
    return createQueries({ store: this.store, boards, pseudonym: (_, id) => id, cursorSecret: 'secret' });
  }

  cells(): Promise<Cell[]> {
    return this.store.read((view) => view.allCells(this.register.code, { limit: 1_000_000 }));
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.database.drop();
  }
}

/** The journal of some events of the small county, projected at `now` (ms) and closed when `work` is done. */
export async function withJournal<T>(
  events: readonly JournalEvent[],
  now: number,
  work: (journal: CountyJournal) => Promise<T>,
  county: County = smallCounty(),
): Promise<T> {
  const journal = await CountyJournal.open(now, county);
  try {
    await journal.append(events);
    await journal.project(now);
    return await work(journal);
  } finally {
    await journal.close();
  }
}

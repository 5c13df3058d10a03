/** A store in a PostgreSQL database, beside other servers that have it open. */
import type { County } from '../../../shared/county/county.ts';
import {
  type AppendOutcome,
  type Command,
  type CommandOutcome,
  type EventProbe,
  type NewEvent,
  type PersonFilter,
  type ProjectionTransaction,
  type ReadTransaction,
  type Store,
  StoreError,
} from '../store.ts';
import { append, appendCommand, countiesOf, makeCounters } from './append.ts';
import type { Connection } from './connection.ts';
import { lockPosition, putCounty } from './county-rows.ts';
import { erasePersonal, erasePersonalBefore } from './journal.ts';
import { Keeping } from './keeping.ts';
import type { Lines } from './lines.ts';
import { projectionOf } from './projection.ts';
import { readingOf } from './reading.ts';
import { Statistics } from './statistics.ts';
import type { WakeUp } from './wake-up.ts';

export class PostgresStore extends Keeping implements Store {
  readonly #wakeUp: WakeUp;
  /** Counties whose counter is there. */
  readonly #counted = new Set<string>();
  readonly #statistics = new Statistics();

  constructor(lines: Lines, wakeUp: WakeUp) {
    super(lines);
    this.#wakeUp = wakeUp;
  }

  async append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]> {
    const outcomes = await this.#append(countiesOf(items), (connection) => append(connection, items));
    const accepted = items.filter((_, index) => outcomes[index]?.status === 'accepted');
    this.#wakeUp.moved(countiesOf(accepted));
    return outcomes;
  }

  async command(command: Command): Promise<CommandOutcome> {
    const { county } = command;
    const outcome = await this.#append([county], (connection) => appendCommand(connection, command));
    if (outcome.status === 'accepted') this.#wakeUp.moved([county]);
    return outcome;
  }

  /** Who comes second waits here, or at the row of the position where the first is another server. */
  project<T>(
    county: string,
    work: (transaction: ProjectionTransaction) => Promise<T>,
    { replayable = false }: { replayable?: boolean } = {},
  ): Promise<T> {
    return this.lines.write('projecting', async (connection) => {
      let hasMoved = false;
      let reached = 0;
      const transaction = projectionOf(connection, county, (position) => {
        hasMoved = true;
        reached = position?.seq ?? reached;
      });
      const locked = async (): Promise<T> => {
        await lockPosition(connection, county);
        return work(transaction);
      };
      const result = await (replayable ? connection.writeReplayable(locked) : connection.write(locked));
      if (hasMoved) this.#wakeUp.moved([county]);
      await this.#statistics.reached(connection, reached);
      return result;
    });
  }

  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.lines.read((connection) => connection.view(() => work(readingOf(connection))));
  }

  onWake(listener: (county: string) => void): () => void {
    return this.#wakeUp.on(listener);
  }

  async putCounty(county: County): Promise<number> {
    const { code } = county.profile;
    const version = await this.lines.write('keeping', (connection) =>
      connection.write(async () => {
        await lockPosition(connection, code);
        return putCounty(connection, county);
      }),
    );
    this.#wakeUp.moved([code]);
    return version;
  }

  erasePersonalBefore(county: string, receivedBefore: number): Promise<number> {
    return this.lines.write('keeping', (connection) =>
      erasePersonalBefore(connection, county, receivedBefore),
    );
  }

  erasePersonal(whose: PersonFilter): Promise<number> {
    return this.lines.write('keeping', (connection) =>
      'volunteer' in whose
        ? erasePersonal(connection, 'volunteerId', whose.volunteer)
        : erasePersonal(connection, 'orderId', whose.order),
    );
  }

  async backup(): Promise<void> {
    throw new StoreError(
      'unsupported-backup',
      'A PostgreSQL database is backed up by pg_dump or pg_basebackup.',
    );
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.lines.settle();
    await this.#wakeUp.close();
    await this.lines.close();
  }

  #append<T>(counties: readonly string[], work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.lines.write('appending', async (connection) => {
      const uncounted = counties.filter((county) => !this.#counted.has(county));
      if (uncounted.length > 0) await makeCounters(connection, uncounted);
      for (const county of uncounted) this.#counted.add(county);
      return work(connection);
    });
  }
}

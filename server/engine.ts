/** What lies behind the requests: the two threads, the registers, and how far the projector has come. */
import type { County } from '../shared/county/county.ts';
import { startOfNextDay } from '../shared/domain/time.ts';
import { type Config, ConfigError } from './config.ts';
import { readCountyFolder } from './county/county-folder.ts';
import { Registers } from './county/registers.ts';
import { JournalFollower } from './journal-follower.ts';
import { Progress } from './projector/progress.ts';
import { StorageHealth } from './storage-health.ts';
import type {
  AppendOutcome,
  Command,
  CommandOutcome,
  EventProbe,
  NewEvent,
  PassingStore,
  StoreErrorCode,
} from './store/store.ts';
import type { SharedClock } from './threads/clock.ts';
import type { Reader, Threads, Writer } from './worker-threads.ts';

/** Whoever asks for a board waits so long for what other servers have done (ms). */
const catchUpMs = 500;

export interface EngineOptions {
  config: Pick<Config, 'countyDirs'>;
  threads: Threads;
  onError: (error: unknown) => void;
}

/** Figures of a county have changed: those of these places, or where another server has changed them of any. */
export interface Moved {
  county: string;
  places?: ReadonlySet<string>;
}

export interface Engine {
  writer: Writer;
  reader: Reader;
  registers: Registers;
  progress: Progress;
  storage: StorageHealth;
  /** Key of the digests of events. */
  digestSecret: string;
  /** Appends to the journal; resolves when everything accepted is on disk. */
  append(items: readonly (NewEvent | EventProbe)[]): Promise<AppendOutcome[]>;
  /** Appends the events of an operator's command, all or none; resolves when they are on disk. */
  command(command: Command): Promise<CommandOutcome>;
  /** What every server has to know for a while. */
  passing: Pick<PassingStore, 'passing' | 'putPassing' | 'dropPassing'>;
  onMoved(listener: (moved: Moved) => void): void;
  /** Resolves once what every server has done so far is known here. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes in the counties of the configuration that the database does not know yet.
 * @throws ConfigError where a folder cannot be imported.
 */
async function importNewCounties(folders: readonly string[], writer: Writer, reader: Reader): Promise<void> {
  const known = new Set((await reader.call.countyVersions()).map(({ code }) => code));
  for (const folder of folders) {
    const { county, problems } = await readCountyFolder(folder).catch((error: unknown) => {
      throw new ConfigError(`COUNTY_DIR: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (!county) {
      const [first] = problems;
      const where = first ? `: ${first.file}:${first.line} ${first.column} ${first.reason.en}` : '';
      throw new ConfigError(
        `COUNTY_DIR: the county in ${folder} cannot be imported${where.replace(/\.?$/, '.')}`,
      );
    }
    if (!known.has(county.profile.code)) await writer.call.importNewCounty(county);
  }
}

async function readProgress(reader: Reader, clock: SharedClock, registers: Registers): Promise<Progress> {
  const progress = new Progress({
    now: () => clock.now(),
    nextDayAt: (county, instant) => {
      const register = registers.get(county);
      return register && startOfNextDay(instant, register.timeZone);
    },
  });
  for (const head of await reader.call.heads()) progress.begin(head);
  return progress;
}

/** A database that does not answer holds nobody up: what is known is shown, with the instant up to which it is. */
function inTime(look: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, catchUpMs);
  });
  return Promise.race([look, late]).finally(() => clearTimeout(timer));
}

/** What fails to be stored, of events or of figures, halts the time up to which figures are true. */
function watchStorage(writer: Writer, progress: Progress): StorageHealth {
  const storage = new StorageHealth({
    probe: (bytes) => writer.call.probe(bytes),
    onFailed: () => progress.halt(),
    onRecovered: () => progress.resume(),
  });
  writer.on('failed', ({ code, message }) => {
    if (code === ('unavailable' satisfies StoreErrorCode)) storage.noteFailure(firstLineOf(message));
  });
  return storage;
}

/** A failure comes with where it was thrown. */
const firstLineOf = (text: string): string => text.split('\n', 1)[0] ?? text;

const openRegisters = ({ call }: Reader, onError: (error: unknown) => void): Promise<Registers> =>
  Registers.open({
    countyVersions: () => call.countyVersions(),
    county: async (code) => {
      const text = await call.registersText(code);
      return text === undefined ? undefined : (JSON.parse(text) as County);
    },
    onError,
  });

export async function startEngine({ config, threads, onError }: EngineOptions): Promise<Engine> {
  const { clock, writer, reader } = threads;
  const digestSecret = await writer.call.secret('digest');
  await writer.call.secret('pseudonym');
  threads.admitReader();
  await importNewCounties(config.countyDirs, writer, reader);
  const registers = await openRegisters(reader, onError);
  registers.onChange(() => void writer.call.wake().catch(onError));
  const progress = await readProgress(reader, clock, registers);
  const storage = watchStorage(writer, progress);
  const listeners = new Set<(moved: Moved) => void>();
  const moved = (change: Moved): void => {
    for (const listener of listeners) listener(change);
  };
  writer.on('projected', ({ county, before, places, ...standing }) => {
    // What another server has projected just before may be of other places, and nobody has told of it here.
    const missed = progress.isBehind(county, before);
    progress.notePosition(county, standing);
    moved(missed ? { county } : { county, places: new Set(places) });
  });
  const follower = new JournalFollower({
    heads: () => reader.call.heads(),
    progress,
    onMoved: (county) => moved({ county }),
    onError,
  });
  reader.on('woken', () => follower.hint());
  return {
    writer,
    reader,
    registers,
    progress,
    storage,
    digestSecret,
    append: async (items) => {
      const outcomes = await storage.watch(writer.call.append([...items]));
      for (const [index, outcome] of outcomes.entries()) {
        const item = items[index];
        if (outcome.status === 'accepted' && item?.kind === 'event')
          progress.noteHead(item.county, outcome.seq);
      }
      return outcomes;
    },
    command: async (command) => {
      const outcome = await storage.watch(writer.call.command(command));
      if (outcome.status === 'accepted') progress.noteHead(command.county, Math.max(...outcome.seqs));
      return outcome;
    },
    passing: {
      passing: (...asked) => reader.call.passing(...asked),
      putPassing: (row) => writer.call.putPassing(row),
      dropPassing: (...which) => writer.call.dropPassing(...which),
    },
    onMoved: (listener) => void listeners.add(listener),
    catchUp: () => inTime(follower.look()).catch(onError),
    close: async () => {
      follower.close();
      storage.close();
      registers.close();
      await writer.call.close();
      await reader.call.close();
      await Promise.all([writer.stop(), reader.stop()]);
    },
  };
}

/** The replays of a server, in the thread that does nothing else. */
import type { ReplayFrame, ReplayOpened, ReplayRefused } from '../../shared/wire/replay.ts';
import type { Store } from '../store/store.ts';
import type { Way } from './county-state.ts';
import { Replay, type ReplayBeginning, type ReplayParts } from './replay.ts';
import { ReplayError, refused } from './replay-error.ts';

/** A way shorter than this is not worth a word; a longer one is told about as often (ms). */
const progressMs = 250;

export interface ReplaysOptions extends ReplayParts {
  store: Pick<Store, 'read'>;
  onProgress: (progress: { id: string; done: number; of: number }) => void;
}

/** One replay with its requests in line. */
interface Line {
  replay: Replay | undefined;
  last: Promise<unknown>;
  closed: boolean;
}

export class Replays {
  readonly #options: ReplaysOptions;
  readonly #lines = new Map<string, Line>();

  constructor(options: ReplaysOptions) {
    this.#options = options;
  }

  open(beginning: ReplayBeginning): Promise<ReplayOpened | ReplayRefused> {
    const { id } = beginning;
    const line: Line = { replay: undefined, last: Promise.resolve(), closed: false };
    this.#lines.set(id, line);
    return this.#inLine(id, line, async (way) => {
      const { replay, opened } = await Replay.open(this.#options, beginning, way);
      line.replay = replay;
      return opened;
    });
  }

  at(id: string, instant: number, scope: string | undefined): Promise<ReplayFrame | ReplayRefused> {
    const line = this.#lines.get(id);
    if (!line) return Promise.resolve(refused('unknown-replay'));
    return this.#inLine(id, line, (way) => {
      if (!line.replay) throw new ReplayError('unknown-replay');
      return line.replay.frame(instant, scope, way);
    });
  }

  close(id: string): void {
    const line = this.#lines.get(id);
    if (line) line.closed = true;
    this.#lines.delete(id);
  }

  closeAll(): void {
    for (const id of [...this.#lines.keys()]) this.close(id);
  }

  /** A state that was left half way is nobody's: whatever fails but a wrong question ends the replay. */
  #inLine<T>(id: string, line: Line, work: (way: Way) => Promise<T>): Promise<T | ReplayRefused> {
    const result = line.last
      .then(() => this.#options.store.read((view) => work({ view, ...this.#turns(id, line) })))
      .catch((error: unknown) => {
        const harmless = error instanceof ReplayError && error.code !== 'unknown-replay';
        if (!harmless || !line.replay) this.close(id);
        if (error instanceof ReplayError) return refused(error.code);
        throw error;
      });
    line.last = result.catch(() => undefined);
    return result;
  }

  #turns(id: string, line: Line): Pick<Way, 'pause' | 'progress'> {
    let told = performance.now();
    return {
      pause: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        if (line.closed) throw new ReplayError('unknown-replay');
      },
      progress: (done, of) => {
        if (performance.now() - told < progressMs) return;
        told = performance.now();
        this.#options.onProgress({ id, done, of });
      },
    };
  }
}

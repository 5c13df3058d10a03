/** How far the demonstration has told its story, so that the next start sends only what is missing. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DenseTime } from '../simulation/simulation.ts';

export interface FeedState {
  /** Simulation that the history was made with. */
  run: string;
  /** Stories that began before were never told (ms). */
  since: number;
  /** Everything up to here was delivered (ms). */
  deliveredTo: number;
  /** Lively times, whose stories go on after them. */
  dense: DenseTime[];
  /** Orders that the desk has taken in hand, whose simulated story is over. */
  dispatched?: string[];
}

/** Kept beside the database and valid with it alone; a lost file costs repetitions, which change nothing. */
export class FeedStates {
  private readonly file: string | undefined;
  private readonly states: Record<string, FeedState>;

  constructor(databaseFile: string | undefined) {
    this.file = databaseFile && `${databaseFile}.feed.json`;
    const known = databaseFile && this.file && existsSync(databaseFile) && existsSync(this.file);
    this.states = known ? readStates(this.file ?? '') : {};
  }

  get(county: string): FeedState | undefined {
    return this.states[county];
  }

  set(county: string, state: FeedState): void {
    this.states[county] = state;
    if (!this.file) return;
    mkdirSync(path.dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.states));
    renameSync(`${this.file}.new`, this.file);
  }
}

function readStates(file: string): Record<string, FeedState> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, FeedState>;
  } catch {
    return {};
  }
}

/** Removes an embedded database with everything that belongs to it. */
export function removeDatabase(databaseFile: string): void {
  for (const end of ['', '-wal', '-shm', '.feed.json']) rmSync(databaseFile + end, { force: true });
}

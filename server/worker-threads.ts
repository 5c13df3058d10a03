/** The worker threads of a server, as its main thread sees them. */

import type { AdminGiven, AdminHandlers } from './admin-thread.ts';
import { threadFile } from './own-files.ts';
import type { ReaderGiven, ReaderHandlers, ReaderPushes } from './reader-thread.ts';
import type { ReplayGiven, ReplayHandlers, ReplayPushes } from './replay-thread.ts';
import type { ReportGiven, ReportHandlers } from './report-thread.ts';
import { SharedClock } from './threads/clock.ts';
import { type Connected, connect } from './threads/connect.ts';
import { Gate } from './threads/gate.ts';
import { startThread } from './threads/start.ts';
import type { WriterGiven, WriterHandlers, WriterPushes } from './writer-thread.ts';

export type Writer = Connected<WriterHandlers, WriterPushes>;
export type Reader = Connected<ReaderHandlers, ReaderPushes>;

/** The two threads that every server has, from their start on. */
export interface Threads {
  clock: SharedClock;
  writer: Writer;
  reader: Reader;
  /** Lets the reader go on to the database, which the writer has made or migrated. */
  admitReader(): void;
  /** Told when a thread dies: a server without one can neither store nor show. */
  onDeath: (error: Error) => void;
}

/** Starts both at once, so that each takes in its files while the others take in theirs. */
export function startThreads(databaseUrl: string, clock = new SharedClock()): Threads {
  const gate = new Gate();
  const died = (error: Error): void => threads.onDeath(error);
  const writerGiven: WriterGiven = { databaseUrl, clock: clock.memory };
  const readerGiven: ReaderGiven = { databaseUrl, gate: gate.memory };
  const threads: Threads = {
    clock,
    writer: connect(startThread(threadFile('writer'), writerGiven), died),
    reader: connect(startThread(threadFile('reader'), readerGiven), died),
    admitReader: () => gate.open(),
    onDeath: () => undefined,
  };
  return threads;
}

export type Replayer = Connected<ReplayHandlers, ReplayPushes>;

export type Reporter = Connected<ReportHandlers, Record<never, never>>;

/** A report of a large county and its files need less than this (MiB). */
const reportMemory = 768;

export const startReporter = (given: ReportGiven, onDeath: (error: Error) => void): Reporter =>
  connect(startThread(threadFile('report'), given, reportMemory), onDeath);

export type Administrator = Connected<AdminHandlers, Record<never, never>>;

/** Registers of a large county, as files and unpacked, need less than this (MiB). */
const adminMemory = 512;

export const startAdministrator = (given: AdminGiven, onDeath: (error: Error) => void): Administrator =>
  connect(startThread(threadFile('admin'), given, adminMemory), onDeath);

/** Replays hold figures of days in memory; a thread that would hold more than this (MiB) ends instead. */
const replayMemory = 1536;

export const startReplayer = (given: ReplayGiven, onDeath: (error: Error) => void): Replayer =>
  connect(startThread(threadFile('replay'), given, replayMemory), onDeath);

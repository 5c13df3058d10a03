/** The worker threads of a server, as its main thread sees them. */
import type { ReaderGiven, ReaderHandlers } from './reader-thread.ts';
import type { ReplayGiven, ReplayHandlers, ReplayPushes } from './replay-thread.ts';
import { type Connected, connect } from './threads/connect.ts';
import { startThread } from './threads/start.ts';
import type { WriterGiven, WriterHandlers, WriterPushes } from './writer-thread.ts';

export type Writer = Connected<WriterHandlers, WriterPushes>;
export type Reader = Connected<ReaderHandlers, Record<never, never>>;

export const startWriter = (given: WriterGiven, onDeath: (error: Error) => void): Writer =>
  connect(startThread(new URL('./writer-thread.ts', import.meta.url), given), onDeath);

export const startReader = (given: ReaderGiven, onDeath: (error: Error) => void): Reader =>
  connect(startThread(new URL('./reader-thread.ts', import.meta.url), given), onDeath);

export type Replayer = Connected<ReplayHandlers, ReplayPushes>;

/** Replays hold figures of days in memory; a thread that would hold more than this (MiB) ends instead. */
const replayMemory = 1536;

export const startReplayer = (given: ReplayGiven, onDeath: (error: Error) => void): Replayer =>
  connect(startThread(new URL('./replay-thread.ts', import.meta.url), given, replayMemory), onDeath);

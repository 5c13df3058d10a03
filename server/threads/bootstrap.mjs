/**
 * The first file of every worker thread whose own is TypeScript. Node hands a thread's entry to the loader before `--import` has run in it, so
 * a thread cannot begin with TypeScript; it begins here, takes TypeScript in and goes on to its own file.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);

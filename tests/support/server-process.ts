/** The server as the process that it is in production: it can be killed, and started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
/** Whoever is asked to stop and does not is killed. */
const stopMs = 15_000;

export interface ServerProcess {
  address: string;
  pid: number;
  /** `kill -9`: nothing of the server runs any more when it resolves. */
  kill(): Promise<void>;
  /** `kill`, as a supervisor does it; answers the exit status. */
  stop(): Promise<number | null>;
}

/** Runs a program with the variables that are given, and no others. */
export const spawnFile = (
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  folder: string,
): ChildProcess => spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });

const spawnNode = (args: readonly string[], env: NodeJS.ProcessEnv, folder: string): ChildProcess =>
  spawnFile(process.execPath, args, { ...process.env, ...env }, folder);

/** Runs a file of the project as `tsx` would, but as one process, so that a signal reaches it. */
export const spawnTsx = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawnNode(['--import', 'tsx', file, ...args], env, root);

/** The first match of a line of its output; rejects with what it said on standard error where it ends before. */
export function lineOf(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-4000);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`It ended with status ${code}: ${complaint}`)));
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = wanted.exec(line);
        if (found) resolve(found);
      });
  });
}

/** Ends a process that the test started; answers its exit status. */
export async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  const code = await ended;
  clearTimeout(timer);
  return code;
}

/** Starts the server that was built of the project, or of a copy of it, and waits for `listening on http://HOST:PORT`. */
export async function startProcess(env: NodeJS.ProcessEnv, folder = root): Promise<ServerProcess> {
  const child = spawnNode(['server/dist/main.js'], env, folder);
  const [, address = ''] = await lineOf(child, /^listening on (http:\/\/\S+)$/);
  return {
    address,
    pid: child.pid ?? 0,
    kill: async () => void (await endProcess(child, 'SIGKILL')),
    stop: () => endProcess(child, 'SIGTERM'),
  };
}

/** The server as a process of its own, started and stopped with the demonstration. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

type Environment = Record<string, string | undefined>;

const stopMs = 10_000;

export interface ServerProcess {
  /** Where stations on this machine reach it, such as `http://127.0.0.1:8080`. */
  baseUrl: string;
  /** Settles with the exit status when the server ends, whoever ended it. */
  ended: Promise<number>;
  stop(): Promise<void>;
}

const node = (root: string, args: readonly string[], env: Environment): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });

const tsx = (root: string, args: readonly string[], env: Environment): ChildProcess =>
  node(root, ['--import', 'tsx', ...args], env);

/** Builds what is stale; a signal to stop ends it. */
async function build(root: string, env: Environment, signal: AbortSignal): Promise<void> {
  const child = tsx(root, ['server/build.ts'], env);
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  if (code !== 0) throw new Error(`the build ended with status ${code}`);
}

/** Builds what is stale, starts the server and waits until it listens. Its output is passed on. */
export async function startServer(
  root: string,
  env: Environment,
  signal: AbortSignal,
): Promise<ServerProcess> {
  await build(root, env, signal);
  const child = node(root, ['server/dist/main.js'], env);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await ended;
    clearTimeout(timer);
  };
  const stopEarly = (): void => void stop();
  signal.addEventListener('abort', stopEarly, { once: true });
  const address = await Promise.race([
    addressOf(child),
    ended.then((code) =>
      Promise.reject(new Error(`the server ended with status ${code} before it was ready`)),
    ),
  ]);
  signal.removeEventListener('abort', stopEarly);
  return { baseUrl: reachable(address), ended, stop };
}

/** Resolves with the address of the line `listening on http://HOST:PORT`; never where there is no such line. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      const address = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}

/** A server that listens everywhere is reached on this machine. */
const reachable = (address: string): string =>
  address.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');

/** Runs one command of the administration, with `input` as its standard input, and gives the JSON that it prints. */
export async function runCli<T>(
  root: string,
  env: Environment,
  args: readonly string[],
  input = '',
): Promise<T> {
  const child = tsx(root, ['server/cli/main.ts', ...args], env);
  child.stdin?.end(input);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const text = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with status ${code}`);
  return JSON.parse(text) as T;
}

/** The process: its configuration, its signals, its exit status. */
import { ConfigError, readConfig } from './config.ts';
import { startThreads } from './worker-threads.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const threads = startThreads(config.databaseUrl);
  // Only now: the threads take in their files while this one takes in the rest of the server.
  const { createApp } = await import('./app.ts');
  const app = await createApp({ config, threads });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const address = await app.listen();
  process.stdout.write(`listening on ${address}\n`);
}

/** One sentence for whoever set it up, and for anything else where it came from. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error.name === 'StoreError') return error.message;
  if ('syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo'))
    return `HOST and PORT cannot be listened on: ${error.message}.`;
  return error.stack ?? error.message;
}

main().catch((error: unknown) => {
  process.stderr.write(`${textOf(error)}\n`);
  process.exit(1);
});

/** The process: its configuration, its signals, its exit status. */
import { isRestoreStaged } from './backups/staged-file.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { startThreads } from './worker-threads.ts';

/** Seldom needed, and then before anybody has the database open. */
async function restoreWhatIsStaged(config: Config): Promise<void> {
  if (config.backupDir === undefined || !isRestoreStaged(config.backupDir)) return;
  const { applyStagedRestore } = await import('./staged-restore.ts');
  const restored = await applyStagedRestore(config);
  if (restored) process.stderr.write(`${restored.problem?.en ?? `restored ${restored.name}`}\n`);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  await restoreWhatIsStaged(config);
  const threads = startThreads(config.databaseUrl);
  // Only now: the threads take in their files while this one takes in the rest of the server.
  const { createApp } = await import('./app.ts');
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    if (stopping) return;
    stopping = app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  const app = await createApp({ config, threads, stop });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const address = await app.listen();
  process.stdout.write(`listening on ${address}\n`);
}

/** One sentence for whoever set it up, and for anything else where it came from. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'StoreError' && 'code' in error && error.code === 'unavailable')
    return `DATABASE_URL: ${error.message}`;
  if (error instanceof ConfigError || error.name === 'StoreError') return error.message;
  if ('syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo'))
    return `HOST and PORT cannot be listened on: ${error.message}.`;
  return error.stack ?? error.message;
}

main().catch((error: unknown) => {
  process.stderr.write(`${textOf(error)}\n`);
  process.exit(1);
});

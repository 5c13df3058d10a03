/** `npm run cli -- <noun> <verb> [options]`: JSON on standard output, what went wrong on standard error. */
import { runCommand } from './run.ts';

try {
  const { output, failures = [] } = await runCommand(process.argv.slice(2), process.env);
  process.stdout.write(`${JSON.stringify(output)}\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

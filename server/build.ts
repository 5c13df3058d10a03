/** `npm start` and `npm run demo` begin with it: builds what is stale. */
import { buildWhatIsStale } from './stale-builds.ts';

try {
  await buildWhatIsStale('pages', 'server');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

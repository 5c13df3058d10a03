/** `npm start`: builds what is stale, then starts the server. */
import { buildStalePages } from './pages-build.ts';

try {
  await buildStalePages();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
await import('./main.ts');

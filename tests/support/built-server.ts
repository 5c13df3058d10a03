/** Before the tests that start the server as a process: it is built of what is there now. */
import { buildWhatIsStale } from '../../server/stale-builds.ts';

export const setup = (): Promise<void> => buildWhatIsStale('server');

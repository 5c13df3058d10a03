/** Where the server finds what belongs to it: as sources while it is developed, in `server/dist` once it is built. */
import { fileURLToPath } from 'node:url';

const built = import.meta.url.endsWith('.js');

/** The top of the project. */
export const root = fileURLToPath(new URL(built ? '../..' : '..', import.meta.url));

/** The file with which a worker thread begins. */
export const threadFile = (name: 'writer' | 'reader' | 'replay' | 'report' | 'admin'): URL =>
  new URL(`./${name}-thread.${built ? 'js' : 'ts'}`, import.meta.url);

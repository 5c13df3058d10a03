/** Passwords by argon2id, outside the main thread and a few at once: each one takes memory and a core for a moment. */
import { ProblemError } from '../../shared/wire/problem.ts';

/** The second of the settings that OWASP names for argon2id. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 2;
/** More than these wait for nothing: whoever signs in would have gone by then. */
const maxWaiting = 32;

/** Nobody's: looking for an unknown name takes as long as for a known one. */
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$G35PwAW/iZYxRVraZ+L7KQ$Q5+wsAI0YDicfFL4LXOf/JgBgI5ZfZpkrqBiPEChoAw';

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting)
      throw new ProblemError(
        'unavailable',
        { zh: '登录人数较多，请稍后重试', en: 'many are signing in; try again soon' },
        { retryAfter: 5 },
      );
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    // Whoever waits takes over the place.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Taken in when somebody first signs in: a server that starts has no need of it. */
const argon2 = () => import('@node-rs/argon2');

/** @throws ProblemError 503 where too many are at it. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(async () => (await argon2()).hash(password.normalize('NFC'), settings));

/** Whether the password is the one; without a hash it is not, after the same time. */
export const isPassword = (password: string, hash: string | undefined): Promise<boolean> =>
  inTurn(async () => {
    const same = await (await argon2()).verify(hash ?? nobody, password.normalize('NFC'));
    return same && hash !== undefined;
  });

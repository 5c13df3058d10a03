import { ApiError } from './client.ts';

const retryMs = 3_000;
const refusedRetryMs = 15_000;
const pause = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

/**
 * Asks until there is an answer, as long as it is `wanted`: a server that restarts is back in a moment, and what is
 * refused today may be allowed later. `told` hears of each try whether it was refused.
 */
export async function insist<T>(
  ask: () => Promise<T>,
  wanted: () => boolean,
  told: (refused: boolean) => void,
): Promise<T | undefined> {
  while (wanted()) {
    try {
      const answer = await ask();
      told(false);
      return answer;
    } catch (error) {
      const refused = error instanceof ApiError && error.status < 500 && error.status !== 429;
      told(refused);
      await pause(refused ? refusedRetryMs : retryMs);
    }
  }
  return undefined;
}

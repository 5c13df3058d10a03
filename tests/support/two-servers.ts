/** Two servers on one database, within the test. */
import { SharedClock } from '../../server/threads/clock.ts';
import { type Server, startServer } from './server.ts';

export interface TwoServers {
  one: Server;
  other: Server;
  /** The time of day of both. */
  clock: SharedClock;
  stop(): Promise<void>;
}

/** Both start at the same time, as after a power cut. */
export async function startTwoServers(environment: Record<string, string>): Promise<TwoServers> {
  const clock = new SharedClock();
  const [one, other] = await Promise.all([
    startServer(environment, { clock }),
    startServer(environment, { clock }),
  ]);
  return {
    one,
    other,
    clock,
    stop: async () => {
      await Promise.all([one.stop(), other.stop()]);
    },
  };
}

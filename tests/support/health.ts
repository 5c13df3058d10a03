/** Whoever asks a server again and again whether it lives. */

export interface HealthWatch {
  /** Ends the asking; answers how often it was asked, what failed, and how long the slowest answer took (ms). */
  end(): Promise<{ asked: number; failures: string[]; slowestMs: number }>;
}

const paceMs = 50;

export function watchHealth(address: string): HealthWatch {
  const failures: string[] = [];
  let [asked, slowestMs, ended] = [0, 0, false];
  const ask = async (): Promise<void> => {
    const begun = performance.now();
    const status = await fetch(`${address}/healthz`).then(
      (response) => response.text().then(() => response.status),
      (error: unknown) => String(error),
    );
    asked += 1;
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    if (status !== 200) failures.push(String(status));
  };
  const asking = (async () => {
    while (!ended) {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, paceMs));
    }
  })();
  return {
    end: async () => {
      ended = true;
      await asking;
      return { asked, failures, slowestMs: Math.round(slowestMs) };
    },
  };
}

/** The value of a metric of the server, or of one of its labels, such as `cockpit_shed_total{what="line"}`. */
export async function metricOf(address: string, name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = text.split('\n').find((row) => row.startsWith(`${name} `));
  if (line === undefined) throw new Error(`There is no metric ${name}.`);
  return Number(line.slice(name.length));
}

/** Whether the server can do its work now: it can read, store for good, and its projector keeps up. */
import type { Engine } from './engine.ts';
import type { Readiness } from './http/operations.ts';

/** With more events than this without a figure, figures are not fit to be shown as live. */
const maxLag = 10_000;
/** A thread that takes longer than this to say something small is stuck. */
const patienceMs = 2000;

async function answersInTime(call: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const answered = call.then(
    () => true,
    () => false,
  );
  const inTime = await Promise.race([answered, late]);
  clearTimeout(timer);
  return inTime;
}

export async function readinessOf({ reader, storage, progress }: Engine): Promise<Readiness> {
  const [reads, fault] = await Promise.all([answersInTime(reader.call.countyVersions()), storage.check()]);
  const { lag } = progress;
  return {
    ready: reads && fault === undefined && lag <= maxLag,
    checks: {
      reader: reads ? 'ok' : 'does not answer',
      writer: fault ?? 'ok',
      projector: `${lag} events behind`,
    },
  };
}

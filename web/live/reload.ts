/**
 * Pages that load themselves anew, to the same view: its address says all of it. Never in a circle, and never into
 * nothing: where the server does not answer, the figures that stand are better than an error of the browser.
 */

const storageKey = 'reloaded-for';
const retryMs = 5_000;

function recall(key: string): string | null | undefined {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Undefined: nothing can be kept here, and so nothing can be known.
    return undefined;
  }
}

function keep(key: string, value: string): boolean {
  try {
    sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

let asked = false;

/** Loads the page anew as soon as the server gives it. */
async function reload(): Promise<void> {
  if (asked) return;
  asked = true;
  for (;;) {
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((resolve) => window.setTimeout(resolve, retryMs));
  }
  location.reload();
}

/** Reloads unless this page was already reloaded for `reason` (a build, or a wire version). */
export function reloadOnce(reason: string): void {
  // Without a memory of the last reload there is no telling a circle: stay.
  const last = recall(storageKey);
  if (last === undefined || last === reason || !keep(storageKey, reason)) return;
  void reload();
}

/** What the page did by itself to stay well: the last time (ms), and how often since it was opened in this window. */
export interface Recovery {
  at: number;
  count: number;
}

const recoveryKey = 'recovered';

/** Undefined where nothing was done yet. */
export function lastRecovery(): Recovery | undefined {
  const [at = Number.NaN, count = 1] = (recall(recoveryKey) ?? '').split(' ').map(Number);
  return Number.isFinite(at) && at > 0 ? { at, count } : undefined;
}

/** Reloads to get well; not where it was done less than `restMs` ago, nor where that cannot be known. */
export function reloadToRecover(restMs: number): boolean {
  const last = lastRecovery();
  if (recall(recoveryKey) === undefined || (last && Date.now() - last.at < restMs)) return false;
  if (!keep(recoveryKey, `${Date.now()} ${(last?.count ?? 0) + 1}`)) return false;
  void reload();
  return true;
}

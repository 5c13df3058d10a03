/** Who works at the desk, and how long the session still lasts. */
import { computed, onScopeDispose, ref } from 'vue';
import { useInterval } from '../../../motion/use-interval.ts';
import { useSession } from '../../../stores/session.ts';

/** Operators command; leaders look. */
export function useMayCommand() {
  const session = useSession();
  return computed(() => session.role === 'operator');
}

/** What somebody does keeps the session, asked for at most so often. */
const touchMs = 120_000;
const lookMs = 1_000;
/** So long before the end the desk warns. */
export const warnMs = 120_000;

/** Keeps the session while somebody works, and counts down (ms) when nobody does; undefined while there is time. */
export function useIdleEnd() {
  const session = useSession();
  const left = ref<number>();
  let touchedAt = Date.now();

  const stay = (): void => {
    touchedAt = Date.now();
    void session.load().catch(() => undefined);
  };
  function touch(): void {
    // While the warning stands, only an answer to it counts.
    if (left.value === undefined && session.user && Date.now() - touchedAt > touchMs) stay();
  }
  const events = ['pointerdown', 'keydown'] as const;
  for (const event of events) window.addEventListener(event, touch);
  onScopeDispose(() => {
    for (const event of events) window.removeEventListener(event, touch);
  });
  useInterval(() => {
    const remaining = session.remainingMs();
    left.value = remaining !== undefined && remaining < warnMs ? Math.max(0, remaining) : undefined;
    // The server ends it by itself; asking once makes the page see that it did.
    if (left.value === 0) void session.load().catch(() => undefined);
  }, lookMs);
  return { left, stay };
}

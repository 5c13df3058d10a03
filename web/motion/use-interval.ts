import { onScopeDispose } from 'vue';

/** Calls `tick` every `ms` as long as the component lives. */
export function useInterval(tick: () => void, ms: number): void {
  const timer = window.setInterval(tick, ms);
  onScopeDispose(() => window.clearInterval(timer));
}

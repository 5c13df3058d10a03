import { onScopeDispose, provide, watchEffect } from 'vue';
import { inHand } from '../../../panels/parts/in-hand.ts';
import { useMood } from '../../../stores/mood.ts';
import { usePage } from '../../../stores/page.ts';
import { useQuery } from '../../../stores/query.ts';
import { useMatch } from '../../wall/use-match.ts';
import { useInstall } from './install.ts';

/** A page in a hand: it stays as it is left, and moves only where its owner wants movement. */
export function usePhonePage(): void {
  const mood = useMood();
  const page = usePage();
  const query = useQuery();
  const calm = useMatch('(prefers-reduced-motion: reduce)');

  provide(inHand, true);
  // The browser says but once, early on, that the app may be installed.
  useInstall();
  watchEffect(() => {
    page.still = calm.value || mood.solemn || query.read('motion') === 'low';
  });
  watchEffect(() => {
    mood.asked = query.read('mood') === 'solemn';
    if (mood.solemn) document.documentElement.dataset.mood = 'solemn';
    else delete document.documentElement.dataset.mood;
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) page.back();
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}

import { watch, watchEffect } from 'vue';
import { useMood } from '../../stores/mood.ts';
import { usePage } from '../../stores/page.ts';
import { useQuery } from '../../stores/query.ts';
import { useScenes } from '../../stores/scenes.ts';
import { keepOwnScope, ownScope } from './own-scope.ts';
import { useMatch } from './use-match.ts';

const scaleLeast = 0.5;
const scaleMost = 3;

/** Ties the page to its address: `?scope=` both ways, `?motion=low` and `?scale=` from it. */
export function useAddress(): void {
  const page = usePage();
  const mood = useMood();
  const query = useQuery();
  const scenes = useScenes();
  const calm = useMatch('(prefers-reduced-motion: reduce)');

  watchEffect(() => {
    page.still = calm.value || mood.solemn || query.read('motion') === 'low';
  });
  watchEffect(() => {
    const scale = Number(query.read('scale'));
    page.scale = scale >= scaleLeast && scale <= scaleMost ? scale : 1;
    document.documentElement.style.setProperty('--scale', String(page.scale));
  });
  watch(
    () => query.read('scope'),
    (scope) => {
      if (scope !== '' && scope !== page.scope) page.visit(scope);
    },
  );
  // A visit says by its step where it is; the address keeps the place that it comes back to.
  watch(
    () => [page.scope, scenes.visiting] as const,
    ([scope, visiting]) => {
      if (visiting === undefined) query.write('scope', scope, true);
    },
  );
  watch(() => page.home, keepOwnScope);
  const first = query.read('scope');
  page.start(first, ownScope(first));
}

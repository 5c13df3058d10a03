import { computed, onScopeDispose, ref, watch } from 'vue';
import { ApiError, getCounties } from '../../../api/client.ts';
import { isTyped } from '../../../motion/is-typed.ts';
import { useBoard } from '../../../stores/board.ts';
import { useCounty } from '../../../stores/county.ts';
import { useQuery } from '../../../stores/query.ts';

/**
 * Whether the page shows its code: by the key P, by `?pair=1`, and `needed` where it has nothing to read with. Who has
 * signed in, or may see another place than this, is not asked.
 */
export function usePairingAsked() {
  const board = useBoard();
  const county = useCounty();
  const query = useQuery();
  const unknown = ref(false);
  const asked = computed(() => unknown.value || query.read('pair') === '1');
  const close = (): void => query.write('pair', '');

  watch(
    () => county.denied || board.refusal === 'revoked',
    async (denied) => {
      unknown.value =
        denied &&
        (await getCounties().then(
          () => false,
          (error: unknown) => error instanceof ApiError && error.status === 401,
        ));
    },
    { immediate: true },
  );

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
    const leaves = event.key === 'Escape' && asked.value && !unknown.value;
    if (event.key.toLowerCase() !== 'p' && !leaves) return;
    query.write('pair', asked.value ? '' : '1');
    event.preventDefault();
    event.stopPropagation();
  }
  window.addEventListener('keydown', onKey, { capture: true });
  onScopeDispose(() => window.removeEventListener('keydown', onKey, { capture: true }));

  return { asked, needed: unknown, close };
}

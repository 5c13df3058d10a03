import { onScopeDispose, type Ref, ref } from 'vue';

/** Whether a media query holds, as it is now. */
export function useMatch(media: string): Ref<boolean> {
  const list = window.matchMedia(media);
  const matches = ref(list.matches);
  const judge = (): void => {
    matches.value = list.matches;
  };
  list.addEventListener('change', judge);
  onScopeDispose(() => list.removeEventListener('change', judge));
  return matches;
}

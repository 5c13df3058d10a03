import { type Ref, ref } from 'vue';

/** True when `heard` was not called for `ms`. */
export function useSilence(ms: number): { silent: Ref<boolean>; heard(): void } {
  const silent = ref(false);
  const fall = (): void => {
    silent.value = true;
  };
  let timer = window.setTimeout(fall, ms);
  return {
    silent,
    heard() {
      silent.value = false;
      window.clearTimeout(timer);
      timer = window.setTimeout(fall, ms);
    },
  };
}

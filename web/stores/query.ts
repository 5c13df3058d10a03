/** What stands behind the `?` of the address. Changes of one moment go there together: two navigations cancel each other. */
import { defineStore } from 'pinia';
import { type LocationQuery, useRoute, useRouter } from 'vue-router';

export const useQuery = defineStore('query', () => {
  const route = useRoute();
  const router = useRouter();
  /** What the address is on its way to be. */
  let wanted: LocationQuery | undefined;
  let asked = false;
  let steps = false;

  /** The first value of a parameter, empty where there is none. */
  function read(name: string): string {
    const value = route.query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  }

  async function go(): Promise<void> {
    const query = wanted;
    const move = steps ? router.push : router.replace;
    asked = false;
    steps = false;
    if (query !== undefined) await move({ query });
    if (wanted === query) wanted = undefined;
  }

  /** Sets a parameter, or removes it where the value is empty; a `step` is one that the browser's back undoes. */
  function write(name: string, value: string, step = false): void {
    const now = wanted ?? route.query;
    const { [name]: before, ...others } = now;
    if ((before ?? '') === value) return;
    wanted = value === '' ? others : { ...now, [name]: value };
    steps ||= step;
    if (asked) return;
    asked = true;
    queueMicrotask(() => void go());
  }

  return { read, write };
});

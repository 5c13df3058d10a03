import { watch } from 'vue';
import { type LocationQueryValue, useRoute, useRouter } from 'vue-router';
import { usePage } from '../../stores/page.ts';

const one = (value: LocationQueryValue | LocationQueryValue[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';

const scaleLeast = 0.5;
const scaleMost = 3;

/** Ties the page to its address: `?scope=` both ways, `?motion=low` and `?scale=` from it. */
export function useAddress(): void {
  const route = useRoute();
  const router = useRouter();
  const page = usePage();

  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  const judge = (): void => {
    page.still = calm.matches || one(route.query.motion) === 'low';
  };
  calm.addEventListener('change', judge);

  watch(
    () => route.query,
    (query) => {
      judge();
      const scale = Number(one(query.scale));
      const { style } = document.documentElement;
      page.scale = scale >= scaleLeast && scale <= scaleMost ? scale : 1;
      style.setProperty('--scale', String(page.scale));
    },
    { immediate: true },
  );
  watch(
    () => one(route.query.scope),
    (scope) => {
      if (scope !== '' && scope !== page.scope) page.visit(scope);
    },
  );
  watch(
    () => page.scope,
    (scope) => {
      if (scope !== one(route.query.scope)) void router.push({ query: { ...route.query, scope } });
    },
  );
  page.start(one(route.query.scope));
}

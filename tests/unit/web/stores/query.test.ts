import { createPinia } from 'pinia';
import { describe, expect, test } from 'vitest';
import { createSSRApp } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { useQuery } from '../../../../web/stores/query.ts';
import { until } from '../../../support/until.ts';

async function openAt(address: string): Promise<{ router: Router; query: ReturnType<typeof useQuery> }> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/wall', component: { template: '' } }],
  });
  const app = createSSRApp({}).use(router).use(createPinia());
  await router.push(address);
  return { router, query: app.runWithContext(() => useQuery()) };
}

/** Resolves with the address that the next navigation leads to. */
const nextAddress = (router: Router): Promise<string> =>
  new Promise((resolve) => {
    const stop = router.afterEach(({ fullPath }) => {
      stop();
      resolve(fullPath);
    });
  });

describe('the address', () => {
  test('takes the changes of one moment together', async () => {
    const { router, query } = await openAt('/wall?scope=area:330127&motion=low');
    const next = nextAddress(router);
    query.write('scene', 'orders');
    query.write('scope', 'area:330127101', true);
    query.write('motion', '');
    expect(await next).toBe('/wall?scope=area:330127101&scene=orders');
  });

  test('loses no change that comes while it is on its way', async () => {
    const { router, query } = await openAt('/wall');
    query.write('scene', 'orders');
    await Promise.resolve();
    query.write('visit', '2');
    await until('the address has arrived', () => query.read('visit') === '2');
    expect(router.currentRoute.value.fullPath).toBe('/wall?scene=orders&visit=2');
  });

  test('stays as it is where nothing changes', async () => {
    const { router, query } = await openAt('/wall?scene=orders');
    let moves = 0;
    router.afterEach(() => {
      moves++;
    });
    query.write('scene', 'orders');
    const next = nextAddress(router);
    query.write('visit', '1');
    await next;
    expect(moves).toBe(1);
  });
});

import Fastify from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { refuseOddBodies } from '../../../../server/http/plain-body.ts';
import { addProblemHandlers } from '../../../../server/http/problems.ts';
import { RouteTable } from '../../../../server/http/route-table.ts';

const app = Fastify({ bodyLimit: 2 ** 21 });
beforeAll(() => {
  addProblemHandlers(app, new RouteTable(app));
  refuseOddBodies(app);
  app.post('/desk/:id', { config: { access: ['operator'] } }, async () => ({}));
  app.post('/events', { config: { access: 'station' } }, async () => ({}));
  app.get('/orders/:id', { config: { access: 'reader' } }, async () => ({}));
});

const post = async (url: string, payload: string) => {
  const { statusCode, body } = await app.inject({
    ...{ method: 'POST' as const, url, payload },
    headers: { 'content-type': 'application/json' },
  });
  return { statusCode, body };
};

describe('bodies that nobody should have to keep', () => {
  test.each([
    ['NUL', '{"text":"a\\u0000b"}'],
    ['NUL in a name', '{"a\\u0000":1}'],
    ['half of a character', '{"list":["\\ud83d"]}'],
    ['the other half', '{"text":"\\ude00 x"}'],
  ])('%s is refused with a reason', async (_name, payload) => {
    const { statusCode, body } = await post('/desk/1', payload);
    expect(statusCode).toBe(400);
    expect(body).toContain('文本中有不能保存的字符');
  });

  test('whole characters of two units pass', async () => {
    expect((await post('/desk/1', '{"text":"\\ud83d\\ude00 𠮷"}')).statusCode).toBe(200);
  });

  test.each([33, 5_000, 300_000])(
    '%i brackets within each other are refused, and cost no stack',
    async (n) => {
      const { statusCode, body } = await post('/desk/1', `${'['.repeat(n)}${']'.repeat(n)}`);
      expect(statusCode).toBe(400);
      expect(body).toContain('嵌套太深');
    },
  );

  test('so is what an address names that is written', async () => {
    expect((await post('/desk/%00', '{}')).statusCode).toBe(400);
  });

  test('what is only read, and events of stations, are looked at elsewhere', async () => {
    expect((await app.inject('/orders/%00')).statusCode).toBe(200);
    expect((await post('/events', '{"text":"\\u0000"}')).statusCode).toBe(200);
  });
});

import { describe, expect, it } from 'vitest';
import { batchesOf, SendError, Sender } from '../../../mock/sender.ts';
import type { StationEvent } from '../../../mock/simulation/simulation.ts';

const event = (id: string, data: object = {}): StationEvent => ({
  specversion: '1.0',
  id,
  source: '/sites/Z',
  type: 'site.heartbeat',
  time: '2026-11-22T09:00:00.000Z',
  data,
});

const answer = (status: number, statuses: string[], headers: Record<string, string> = {}): Response => {
  const count = (name: string): number => statuses.filter((each) => each === name).length;
  const results = statuses.map((each, index) => ({
    index,
    id: String(index),
    status: each,
    code: 'invalid-data',
  }));
  const body = {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    results,
  };
  return new Response(JSON.stringify(body), { status, headers });
};

/** A platform that gives these answers in turn. */
function platform(answers: (Response | Error)[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  const pauses: number[] = [];
  const sender = new Sender({
    baseUrl: 'http://127.0.0.1:1',
    key: 'secret',
    patienceMs: 10_000,
    sleep: async (ms) => void pauses.push(ms),
    fetch: async (url, init) => {
      requests.push({ url: String(url), init: init ?? {} });
      const next = answers.shift() ?? new Error('no more answers');
      if (next instanceof Error) throw next;
      return next;
    },
  });
  return { sender, requests, pauses };
}

describe('batches of a station', () => {
  it('hold at most 1000 events and 1 MiB, and lose nothing', () => {
    const small = Array.from({ length: 2500 }, (_, n) => event(String(n)));
    expect([...batchesOf(small)].map((batch) => batch.length)).toEqual([1000, 1000, 500]);
    const large = Array.from({ length: 30 }, (_, n) => event(String(n), { text: '长'.repeat(30_000) }));
    const batches = [...batchesOf(large)];
    expect(batches.flat()).toEqual(large);
    for (const batch of batches)
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(1_048_576);
    expect([...batchesOf([])]).toEqual([]);
  });
});

describe('the sender of a station', () => {
  it('posts with its key and counts what was stored and what was known', async () => {
    const { sender, requests } = platform([answer(200, ['accepted', 'duplicate'])]);
    await sender.send([event('1'), event('2')]);
    expect(sender.tally).toEqual({ accepted: 1, duplicates: 1 });
    expect(requests[0]?.url).toBe('http://127.0.0.1:1/api/v1/events');
    expect(requests[0]?.init.headers).toMatchObject({ authorization: 'Bearer secret' });
  });

  it.each([429, 503])('waits as long as a %s asks for and sends the same again', async (status) => {
    const busy = new Response('{}', { status, headers: { 'retry-after': '3' } });
    const { sender, requests, pauses } = platform([busy, answer(200, ['accepted'])]);
    await sender.send([event('1')]);
    expect(pauses).toEqual([3000]);
    expect(requests[1]?.init.body).toBe(requests[0]?.init.body);
  });

  it('goes on when the platform comes back, and gives up when it does not', async () => {
    const away = new TypeError('fetch failed');
    const back = platform([away, away, answer(200, ['duplicate'])]);
    await back.sender.send([event('1')]);
    expect(back.sender.tally.duplicates).toBe(1);
    await expect(platform([]).sender.send([event('1')])).rejects.toThrow(SendError);
  });

  it.each([
    [207, ['accepted', 'rejected']],
    [422, ['rejected', 'rejected']],
    [403, ['rejected', 'rejected']],
    [200, ['accepted']],
  ])('fails aloud at a refused event (%s)', async (status, statuses) => {
    const { sender } = platform([answer(status, statuses)]);
    await expect(sender.send([event('1'), event('2')])).rejects.toThrow(SendError);
  });

  it.each([400, 413, 500])('fails aloud at a refused request (%s)', async (status) => {
    const { sender } = platform([new Response('{"code":"unauthorized"}', { status })]);
    await expect(sender.send([event('1')])).rejects.toThrow(`status ${status}`);
  });

  it('waits for a new key to take effect, and fails aloud where it never does (401)', async () => {
    const refusal = (): Response => new Response('{"code":"unauthorized"}', { status: 401 });
    const { sender, pauses } = platform([refusal(), answer(200, ['accepted']), refusal()]);
    await sender.send([event('1')]);
    expect([sender.tally.accepted, pauses]).toEqual([1, [200]]);
    await expect(sender.send([event('2')])).rejects.toThrow('status 401');
    const never = platform(Array.from({ length: 40 }, refusal));
    await expect(never.sender.send([event('1')])).rejects.toThrow('status 401');
  });
});

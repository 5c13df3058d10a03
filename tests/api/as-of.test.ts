/** `asOf` never runs ahead of its board: what time has changed by then stands on it, however soon somebody asks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SharedClock } from '../../server/threads/clock.ts';
import type { SnapshotAnswer } from '../../shared/wire/http.ts';
import { type Server, startServer } from '../support/server.ts';
import { ended } from '../support/station.ts';
import { until } from '../support/until.ts';
import { Viewer } from '../support/viewer.ts';

const code = '330127100001';
const minuteMs = 60_000;
const scopes = ['area:330127', `site:${code}`];
const clock = new SharedClock();

let server: Server;
let key: string;

beforeAll(async () => {
  clock.freeze(Date.parse('2026-11-20T08:00:00+08:00'));
  server = await startServer({ ANONYMOUS_READ: 'true' }, { clock });
  ({ key } = await server.makeKey());
});
afterAll(() => server.stop());

const snapshotOf = async (scope: string): Promise<SnapshotAnswer> =>
  (await server.get<SnapshotAnswer>(`snapshot?scope=${scope}`)).body;

/** Asks for the boards on and on until one shows what time has changed, and answers all that came. */
async function untilChanged(isChanged: (answer: SnapshotAnswer) => boolean): Promise<SnapshotAnswer[]> {
  const came: SnapshotAnswer[] = [];
  await until('what time has changed', async () => {
    const answers = await Promise.all(scopes.map(snapshotOf));
    came.push(...answers);
    return answers.every((answer) => isChanged(answer) && Date.parse(answer.asOf) === clock.now());
  });
  return came;
}

for (const watched of [false, true]) {
  test(`of boards that ${watched ? 'somebody watches' : 'nobody watches'}`, async () => {
    const viewer = watched ? await new Viewer(server.address).connected() : undefined;
    for (const scope of scopes) await viewer?.follow(scope);
    for (let round = 0; round < 5; round += 1) {
      const time = clock.now();
      const event = { ...ended(code, 12), time: new Date(time).toISOString() };
      expect((await server.post(key, JSON.stringify([event]))).status).toBe(200);
      const live = ({ board }: SnapshotAnswer): boolean => board.now.sources.live === 1;
      await untilChanged(live);
      // [N7] Live up to 15 minutes, and late after.
      clock.freeze(time + 90 * minuteMs);
      const late = await untilChanged((answer) => !live(answer));
      for (const answer of late) expect(live(answer)).toBe(Date.parse(answer.asOf) <= time + 15 * minuteMs);
      // [T3] The day turns.
      const day = late[0]?.board.day ?? '';
      const next = Date.parse(`${day}T24:00:00+08:00`);
      clock.freeze(next + 8 * 60 * minuteMs);
      const turned = await untilChanged(({ board }) => board.day > day);
      for (const { asOf, board } of turned) expect(board.day === day).toBe(Date.parse(asOf) < next);
    }
    viewer?.close();
  });
}

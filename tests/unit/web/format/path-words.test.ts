import { describe, expect, it } from 'vitest';
import { nameOf, unitOf } from '../../../../web/format/path-words.ts';

const names: Record<string, string> = { '330127101': '文昌镇', culture: '文化服务', station: '实践站' };
const nameOfKey = (key: string): string | undefined => names[key];

describe('a path of the board in words', () => {
  it.each([
    ['totals.month.beneficiaries', '惠及群众', '人次'],
    ['children.330127101.activities', '文昌镇 · 活动场次', '场'],
    ['platforms.culture.activities', '文化服务 · 活动场次', '场'],
    // The figure of a cell is its platform's: activities in thirty days [R9].
    ['coverage.platforms.330127101.culture', '文昌镇 · 文化服务', '场'],
    ['coverage.tiers.station.open', '实践站 · 已建成', '个'],
    ['now.teams', '志愿服务队伍', '支'],
    ['orders.satisfaction', '满意率', ''],
  ])('%s', (path, name, unit) => {
    expect([nameOf(path, nameOfKey), unitOf(path)]).toEqual([name, unit]);
  });
});

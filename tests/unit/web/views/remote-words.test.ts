/** What the phone of who drives a wall says of it. */
import { expect, test } from 'vitest';
import type { RemoteDisplay, ShownView } from '../../../../shared/wire/remote.ts';
import { pictureLine, pictureState } from '../../../../web/views/remote/picture-words.ts';
import { countyOf, isWithin } from '../../../../web/views/remote/remote-place.ts';

const names = { place: (scope: string) => `<${scope}>`, scene: (id: string) => `[${id}]` };
const shown: ShownView = {
  ...{ rev: 3, scope: 'area:330127', scene: 'orders', turning: false, mode: 'live', byHand: false },
};
const hall: RemoteDisplay = {
  ...{ id: 'd1', name: '大厅', scope: 'area:330127', pages: 1, rev: 3, view: { scene: 'orders' }, shown },
};

test.each<[Partial<ShownView>, string]>([
  [{}, '<area:330127> · [orders]'],
  [{ turning: true }, '<area:330127> · [orders] · 轮播中'],
  [{ item: { kind: 'order', id: 'o-1' }, mode: 'frozen' }, '<area:330127> · [orders] · 点单卡片 · 已定格'],
  [
    { mode: 'replay', replay: { day: '2026-11-21', speed: 600, playing: false } },
    '<area:330127> · [orders] · 回放 2026-11-21 600× 已暂停',
  ],
])('%j reads %s', (more, line) => {
  expect(pictureLine({ ...shown, ...more }, names)).toBe(line);
});

test.each<[Partial<RemoteDisplay>, string]>([
  [{}, '遥控中'],
  [{ view: {} }, '自动'],
  [{ pages: 0, view: {} }, '离线'],
  [{ pages: 0 }, '离线 · 上线后按设定显示'],
  [{ rev: 4 }, '等待大屏确认'],
  [{ shown: { ...shown, byHand: true } }, '现场已改'],
  // What hides the screen is believed when the screen says so, and not before.
  [{ view: { cover: 'blank' } }, '等待大屏确认'],
  [{ view: { cover: 'blank' }, shown: { ...shown, cover: 'blank' } }, '已黑屏'],
  [{ view: {}, shown: { ...shown, cover: 'names' } }, '等待大屏确认'],
  [{ rev: 4, view: { cover: 'names' }, shown: { ...shown, cover: 'names' } }, '已遮盖名称'],
])('a display of %j is %s', (more, text) => {
  expect(pictureState({ ...hall, ...more }).text).toBe(text);
});

test('a display is offered what lies in its own scope', () => {
  const town = { town: '330127100', site: '330127100-S' };
  expect(isWithin('area:330127', town)).toBe(true);
  expect(isWithin('area:330127100', town)).toBe(true);
  expect(isWithin('area:330127101', town)).toBe(false);
  expect(isWithin('site:330127100-S', town)).toBe(true);
  expect(isWithin('site:330127101-S', town)).toBe(false);
  expect(countyOf('area:330127100')).toBe('330127');
  expect(countyOf('site:330127100-S')).toBeUndefined();
});

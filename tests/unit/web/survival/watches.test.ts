import { describe, expect, test } from 'vitest';
import { countListeners } from '../../../../web/survival/count-listeners.ts';
import { percentile95 } from '../../../../web/survival/frame-times.ts';
import { FrameWatch } from '../../../../web/survival/frame-watch.ts';
import { LeakWatch, type Load } from '../../../../web/survival/leak.ts';
import { isNight } from '../../../../web/survival/night.ts';

describe('a leak', () => {
  const well: Load = { heapBytes: 120e6, nodes: 2_000, listeners: 30 };
  const reports = (watch: LeakWatch, load: (n: number) => Load, count: number): (string | undefined)[] =>
    Array.from({ length: count }, (_, n) => watch.take(load(n)));
  const settled = (): LeakWatch => {
    const watch = new LeakWatch();
    expect(reports(watch, () => well, 20).every((leak) => leak === undefined)).toBe(true);
    return watch;
  };

  test('is what stays above its level for ten minutes', () => {
    const watch = settled();
    const leaks = reports(watch, () => ({ ...well, heapBytes: 190e6 }), 20);
    expect(leaks.slice(0, 19).every((leak) => leak === undefined)).toBe(true);
    expect(leaks[19]).toBe('heap');
    expect(reports(settled(), () => ({ ...well, nodes: 30_000 }), 20)[19]).toBe('nodes');
    expect(reports(settled(), () => ({ ...well, listeners: 300 }), 20)[19]).toBe('listeners');
  });

  test('is not what comes and goes, nor what is small', () => {
    const saw = (n: number): Load => ({ ...well, heapBytes: n % 5 === 0 ? 130e6 : 400e6 });
    expect(reports(settled(), saw, 200).some((leak) => leak !== undefined)).toBe(false);
    const small: Load = { heapBytes: 8e6, nodes: 1_500, listeners: 20 };
    const watch = new LeakWatch();
    reports(watch, () => small, 20);
    const grown: Load = { heapBytes: 80e6, nodes: 9_000, listeners: 100 };
    expect(reports(watch, () => grown, 60).some((leak) => leak !== undefined)).toBe(false);
  });

  test('is told of elements too where the browser does not tell its heap', () => {
    const watch = new LeakWatch();
    reports(watch, () => ({ ...well, heapBytes: undefined }), 20);
    expect(reports(watch, () => ({ ...well, heapBytes: undefined, nodes: 50_000 }), 20)[19]).toBe('nodes');
  });
});

describe('frames', () => {
  const seconds = (watch: FrameWatch, from: number, count: number, seen = true): (string | undefined)[] =>
    Array.from({ length: count }, (_, n) => watch.tick((from + n + 1) * 1000, seen));

  test('that do not come for ten seconds are cured by drawing, then by loading', () => {
    const cures = seconds(new FrameWatch(0), 0, 40);
    expect(cures.map((cure, n) => cure && `${n + 1} ${cure}`).filter(Boolean)).toEqual([
      '10 redraw',
      '20 reload',
      '30 reload',
      '40 reload',
    ]);
  });

  test('that come are well, and one of them ends the stall', () => {
    const watch = new FrameWatch(0);
    for (let n = 1; n <= 60; n++) {
      expect(watch.tick(n * 1000, true)).toBeUndefined();
      watch.framed(n * 1000 + 1);
    }
    expect(seconds(watch, 60, 15).filter(Boolean)).toEqual(['redraw']);
    watch.framed(75_500);
    expect(seconds(watch, 76, 12).filter(Boolean)).toEqual(['redraw']);
  });

  test('are not missed where the page is not seen or the machine slept', () => {
    const watch = new FrameWatch(0);
    expect(seconds(watch, 0, 60, false).some(Boolean)).toBe(false);
    expect(watch.tick(3_600_000, true)).toBeUndefined();
  });

  test('the 95th percentile', () => {
    expect(percentile95([])).toBeUndefined();
    expect(percentile95(Array.from({ length: 100 }, (_, n) => 100 - n))).toBe(95);
  });
});

describe('listeners', () => {
  test('are counted as the browser counts them', () => {
    const target = new EventTarget();
    const count = countListeners([target]);
    let heard = 0;
    const one = (): void => void heard++;
    const two = (): void => void heard++;
    target.addEventListener('a', one);
    target.addEventListener('a', one);
    target.addEventListener('a', one, { capture: true });
    target.addEventListener('b', two, true);
    target.addEventListener('b', two, { once: true });
    target.addEventListener('a', null);
    expect(count()).toBe(3);
    target.dispatchEvent(new Event('a'));
    expect(heard).toBe(2);
    target.removeEventListener('a', one, true);
    target.removeEventListener('b', two, true);
    target.removeEventListener('b', one);
    expect(count()).toBe(1);
    target.removeEventListener('a', one);
    expect(count()).toBe(0);
  });
});

describe('the night', () => {
  test.each([
    ['21:59', false],
    ['22:00', true],
    ['00:00', true],
    ['05:59', true],
    ['06:00', false],
    ['12:00', false],
  ])('over midnight: %s is %s', (time, night) => {
    expect(isNight(time, { from: '22:00', to: '06:00' })).toBe(night);
  });

  test('within a day', () => {
    const noon = { from: '12:00', to: '14:00' };
    expect(['11:59', '12:00', '13:59', '14:00'].map((time) => isNight(time, noon))).toEqual([
      ...[false, true, true, false],
    ]);
  });
});

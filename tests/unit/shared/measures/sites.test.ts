import { describe, expect, test } from 'vitest';
import { Register } from '../../../../shared/county/register.ts';
import type { SiteState } from '../../../../shared/domain/site-state.ts';
import { amountsOf, figuresAt, nextChangeOf } from '../../../support/figures.ts';
import { local } from '../../../support/journal-events.ts';
import { smallCounty, smallProfile } from '../../../support/small-county.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const heard = local('2026-11-22 09:00');
const state = (more: Partial<SiteState> = {}, site = 'A1'): SiteState => ({
  kind: 'site',
  id: site,
  site,
  ...more,
});
const freshness = (of: SiteState, now: number, register?: Register): string | undefined =>
  figuresAt(of, now, register).find(({ measure }) => measure === 'sources')?.key;

describe('[N7] freshness of a site', () => {
  test('[N7] live up to 15 minutes, then late', () => {
    const site = state({ lastEventAt: heard });
    expect(freshness(site, heard + 15 * minuteMs)).toBe('live');
    expect(freshness(site, heard + 15 * minuteMs + 1)).toBe('late');
    expect(nextChangeOf(site, heard)).toBe(heard + 15 * minuteMs + 1);
  });

  test('[N7] silent after the days of the profile, 24 h each', () => {
    const site = state({ lastEventAt: heard });
    expect(freshness(site, heard + 30 * dayMs)).toBe('late');
    expect(freshness(site, heard + 30 * dayMs + 1)).toBe('silent');
    const calm = new Register(smallCounty({ limits: { ...smallProfile.limits, silentDays: 90 } }));
    expect(freshness(site, heard + 90 * dayMs, calm)).toBe('late');
    expect(freshness(site, heard + 90 * dayMs + 1, calm)).toBe('silent');
  });

  test('[N7] silent where it was never heard', () => {
    expect(freshness(state(), heard)).toBe('silent');
  });

  test('[N7] an event minutes ahead of the clock is live', () => {
    expect(freshness(state({ lastEventAt: heard + 5 * minuteMs }), heard)).toBe('live');
  });

  test('[N7] [N8] a closed site is no source', () => {
    expect(figuresAt(state({ lastEventAt: heard, lastActivityDay: '2026-11-22' }, 'BX'), heard)).toEqual([]);
  });
});

describe('[R7] [R8] activity of a site', () => {
  const active = state({ lastEventAt: heard, lastActivityDay: '2026-11-22' });
  const lastMoment = local('2026-12-21 23:59:59.999');

  test('[R7] active through the last 30 days, today counted', () => {
    expect(amountsOf(figuresAt(active, lastMoment), 'activeSites')).toEqual([1]);
    expect(amountsOf(figuresAt(active, lastMoment + 1), 'activeSites')).toEqual([]);
  });

  test('[R8] silent from then on', () => {
    expect(amountsOf(figuresAt(active, lastMoment), 'silentSites')).toEqual([]);
    expect(amountsOf(figuresAt(active, lastMoment + 1), 'silentSites')).toEqual([1]);
  });

  test('[R8] stations and institutes are silent, other tiers never', () => {
    for (const [site, expected] of [
      ['A1', [1]],
      ['IA', [1]],
      ['C', []],
      ['B', []],
      ['PA', []],
      ['BX', []],
    ] as const)
      expect(amountsOf(figuresAt(state({}, site), heard), 'silentSites')).toEqual(expected);
  });

  test('[R7] a point is active like any other tier', () => {
    const [figure] = figuresAt(state({ lastActivityDay: '2026-11-22' }, 'PA'), heard).filter(
      ({ measure }) => measure === 'activeSites',
    );
    expect(figure?.key).toBe('point');
  });
});

import type { CheckContext } from '../../../../server/ingest/check-event.ts';
import type { County, Site } from '../../../../shared/county/county.ts';
import type { CountyProfile } from '../../../../shared/county/profile.ts';
import { Register } from '../../../../shared/county/register.ts';
import { defaultWall } from '../../../../shared/county/scenes.ts';
import { SiteRegister } from '../../../../shared/domain/site-register.ts';

const site = (code: string, tier: Site['tier'], more: Partial<Site> = {}): Site => ({
  code,
  name: code,
  tier,
  status: 'open',
  tags: [],
  ...more,
});

function county(code: string, prefix: string): County {
  const profile: CountyProfile = {
    code,
    name: code,
    title: code,
    timezone: 'Asia/Shanghai',
    tiers: [],
    platforms: [{ id: 'culture', name: '文化' }],
    categories: [],
    orderSteps: [],
    projectStages: [
      { id: 'solicited', name: '征集' },
      { id: 'closed', name: '结项' },
    ],
    teamScheme: { label: '', kinds: [] },
    sla: { responseHours: 24, completionDays: 7, urgentHours: 2 },
    limits: { maxShiftMinutes: 720, silentDays: 30, gapDays: 30, circleKm: 1, contactDays: 180 },
    stars: [6000],
    baseline: {},
    areaWords: { all: '全县', towns: '乡镇' },
    local: { title: '本地', cells: [] },
    wall: defaultWall,
    wallText: 'category',
    map: { use: 'public', coordinates: 'GCJ-02', pointCoordinates: 'GCJ-02' },
  };
  const town = { code: `${code}100`, name: '镇', short: '镇', kind: '镇', lon: 119, lat: 29.6 };
  const sites = [
    site(`${prefix}-center`, 'center'),
    site(`${prefix}-town`, 'institute', { town: town.code, parent: `${prefix}-center` }),
    site(`${prefix}-village`, 'station', { town: town.code, parent: `${prefix}-town` }),
    site(`${prefix}-closed`, 'station', { town: town.code, parent: `${prefix}-town`, status: 'closed' }),
    site(`${prefix}-branch`, 'branch', { parent: `${prefix}-center` }),
  ];
  return { profile, towns: [town], villages: [], sites, teams: [] };
}

/** Two counties with the same shape: sites `a-…` and `b-…`. */
export const register = new SiteRegister(
  [county('330127', 'a'), county('610902', 'b')].map((one) => new Register(one)),
);

export const now = Date.parse('2026-11-22T04:00:00.000Z');

export const context = (more: Partial<CheckContext> = {}): CheckContext => ({
  keySite: 'a-center',
  register,
  now,
  digestSecret: 'secret',
  specversionOptional: false,
  ...more,
});

/** A sound event, with what a test changes of it. */
export const event = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: 'e-1',
  source: '/sites/a-village',
  type: 'activity.ended',
  time: '2026-11-22T11:59:00+08:00',
  data: { activityId: 'act-1', participants: 12 },
  ...more,
});

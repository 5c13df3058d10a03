/** Small things to store: events of two sites, an update of a thing, a county with as little in it as will do. */
import type { EventProbe, NewEvent, ThingUpdate } from '../../../server/store/store.ts';
import type { County, Site } from '../../../shared/county/county.ts';
import type { CellChange } from '../../../shared/measures/cell.ts';
import type { Contribution } from '../../../shared/measures/contribution.ts';

export const countyCode = '330127';
export const noon = Date.UTC(2026, 10, 22, 4);

export const event = (id: string, changes: Partial<NewEvent> = {}): NewEvent => {
  const site = changes.site ?? 'station-1';
  return {
    kind: 'event',
    county: countyCode,
    site,
    source: `/sites/${site}`,
    id,
    type: 'activity.started',
    at: noon,
    receivedAt: noon + 1000,
    thing: `activity ${site} a1`,
    digest: `digest of ${id}`,
    data: '{"activityId":"a1"}',
    ...changes,
  };
};

export const probe = (id: string, digest = `digest of ${id}`): EventProbe => ({
  kind: 'probe',
  source: '/sites/station-1',
  id,
  digest,
});

export const retraction = (id: string, target: string, changes: Partial<NewEvent> = {}): NewEvent =>
  event(id, { type: 'event.retracted', thing: `retraction ${id}`, target, data: '{}', ...changes });

export const contribution = (changes: Partial<Contribution> = {}): Contribution => ({
  measure: 'activities',
  span: { day: '2026-11-22', hour: '12' },
  amount: 1,
  at: noon,
  site: 'station-1',
  town: '330127100',
  ...changes,
});

export const update = (thing: string, changes: Partial<ThingUpdate> = {}): ThingUpdate => ({
  thing,
  kind: 'activity',
  id: thing,
  site: 'station-1',
  town: '330127100',
  firstSeq: 1,
  body: `{"name":"${thing}"}`,
  contributions: [],
  feed: [],
  ...changes,
});

export const cell = (value: number, changes: Partial<CellChange> = {}): CellChange => ({
  place: countyCode,
  series: 'activities',
  period: 'D2026-11-22',
  key: '',
  value,
  ...changes,
});

const site = (code: string): Site => ({ code, name: code, tier: 'station', status: 'open', tags: [] });

export const county = (code = countyCode, sites = ['station-1', 'station-2']): County => ({
  // The store looks at the code alone and gives back what it was given.
  profile: { code, name: `County ${code}` } as County['profile'],
  towns: [],
  villages: [],
  sites: sites.map(site),
  teams: [],
});

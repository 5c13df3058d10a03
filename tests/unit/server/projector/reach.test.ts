/** What a change of registers has to look at, said for the changes of a working day. */
import { expect, test } from 'vitest';
import { listsOf, reachOf } from '../../../../server/projector/reach.ts';
import type { County, Site } from '../../../../shared/county/county.ts';
import { Register } from '../../../../shared/county/register.ts';
import { smallCounty, townA, townB } from '../../../support/small-county.ts';

const county = smallCounty();
const reachOfChange = (changed: Partial<County>) =>
  reachOf(new Register(county), new Register({ ...county, ...changed }));
/** What is looked at, as `kind` or `kind site`; undefined where nothing is, not even the sites themselves. */
function lookedAt(changed: Partial<County>): string[] | undefined {
  const reach = reachOfChange(changed);
  return reach && listsOf(reach).map(({ kind, site }) => (site === undefined ? kind : `${kind} ${site}`));
}
const withSite = (code: string, values: Partial<Site>): Partial<County> => ({
  sites: county.sites.map((site) => (site.code === code ? { ...site, ...values } : site)),
});
const everyKind = ['activity', 'record', 'order', 'volunteer', 'project', 'points', 'alert'];

test('a name, a place on the map, a team without a home reach no figure', () => {
  expect(lookedAt(withSite('A1', { name: '甲一站', lon: 119.3, village: '近村', tags: ['示范'] }))).toBe(
    undefined,
  );
  const villages = county.villages.slice(1);
  const teams = [...county.teams, { id: 'TD', name: '丁队', kind: 'x', members: 12 }];
  const profile = { ...county.profile, title: '新题', stars: [60], wall: { ...county.profile.wall } };
  expect(lookedAt({ villages, teams, profile })).toBe(undefined);
});

test('hours, a closed site, one that came reach sites and towns, and no thing that stands', () => {
  for (const values of [
    { hours: '08:00-18:00' },
    { status: 'closed' },
    { opened: '2026-10-01' },
    { tier: 'base' },
  ] as const)
    expect(lookedAt(withSite('A1', values))).toEqual([]);
  const came: Site = { code: 'NEW', name: '新', tier: 'station', parent: 'IA', status: 'open', tags: [] };
  expect(lookedAt({ sites: [...county.sites, came] })).toEqual(['order NEW']);
});

test('another town reaches what is of the site, another parent the orders below it [J7]', () => {
  expect(lookedAt(withSite('A1', { town: townB }))).toEqual(everyKind.map((kind) => `${kind} A1`));
  expect(lookedAt(withSite('IA', { parent: 'IB' }))?.sort()).toEqual(
    ['IA', 'A1', 'A2', 'PA'].map((code) => `order ${code}`).sort(),
  );
});

test('of sites and towns those are told anew that are others, or for which another institute answers', () => {
  const places = (changed: Partial<County>) => {
    const reach = reachOfChange(changed)?.places;
    return reach === 'all' || reach === undefined ? reach : [...reach].sort();
  };
  expect(places(withSite('A1', { hours: '08:00-18:00' }))).toEqual(['site:A1', `town:${townA}`]);
  expect(places(withSite('A1', { town: townB }))).toEqual(['site:A1', `town:${townA}`, `town:${townB}`]);
  const second: Site = { code: 'IC', name: '二所', tier: 'institute', town: townA, status: 'open', tags: [] };
  const two = [...county.sites, { ...second, parent: 'C' }];
  const reach = reachOf(
    new Register({ ...county, sites: two }),
    new Register({ ...county, sites: [...two].reverse() }),
  );
  expect(reach?.places).toEqual(new Set([`town:${townA}`]));
  const { profile } = county;
  expect(places({ profile: { ...profile, sla: { ...profile.sla, urgentHours: 1 } } })).toEqual([]);
  expect(places({ profile: { ...profile, limits: { ...profile.limits, gapDays: 3 } } })).toBe('all');
});

test('another center reaches all orders: whoever stands above a site may speak of them [J7]', () => {
  const sites = county.sites.map((site): Site => {
    if (site.code === 'C') return { ...site, tier: 'branch', parent: 'B' };
    const { parent: _, ...top } = site;
    return site.code === 'B' ? { ...top, tier: 'center' } : site;
  });
  expect(lookedAt({ sites })).toEqual(['order']);
});

test('rules of the profile reach the kinds that they are about, another time zone everything', () => {
  const { profile } = county;
  const looked = (values: Partial<County['profile']>) => lookedAt({ profile: { ...profile, ...values } });
  expect(looked({ sla: { ...profile.sla, completionDays: 3 } })).toEqual(['order']);
  expect(looked({ limits: { ...profile.limits, maxShiftMinutes: 60 } })).toEqual(['record']);
  expect(looked({ limits: { ...profile.limits, silentDays: 7 } })).toEqual([]);
  expect(looked({ categories: profile.categories.slice(1) })).toEqual(['activity', 'order']);
  expect(looked({ timezone: 'Asia/Tokyo' })).toEqual(everyKind);
});

/** A county of any size, with registers as even as no real ones are. */
import type { County, Site, Team, Town } from '../../shared/county/county.ts';
import { countyCode, smallProfile } from '../support/small-county.ts';

const sitesInTown = 20;

/** One place in a grid of about 1 km, so that a map has something to draw. */
const position = (n: number): { lon: number; lat: number } => ({
  lon: 118.6 + (n % 71) * 0.01,
  lat: 29.2 + Math.floor(n / 71) * 0.01,
});

const codeOf = (kind: string, n: number): string => `${kind}${String(n).padStart(4, '0')}`;

/** A center, and towns of 20 sites each: an institute and its stations. */
export function benchCounty(sites: number): County {
  const towns: Town[] = Array.from({ length: Math.ceil(sites / sitesInTown) }, (_, n) => ({
    code: `${countyCode}${String(n + 1).padStart(3, '0')}`,
    name: `第${n + 1}镇`,
    short: `镇${n + 1}`,
    kind: '镇',
    ...position(n * sitesInTown),
  }));
  const center: Site = { code: 'C', name: '中心', tier: 'center', status: 'open', tags: [] };
  const others = Array.from({ length: sites - 1 }, (_, n): Site => {
    const town = towns[n % towns.length]?.code ?? '';
    const institute = n < towns.length;
    return {
      code: codeOf('S', n),
      name: `${institute ? '所' : '站'}${n}`,
      tier: institute ? 'institute' : 'station',
      status: 'open',
      tags: [],
      town,
      parent: institute ? 'C' : codeOf('S', n % towns.length),
      ...position(n),
    };
  });
  const teams = others.map(
    ({ code }, n): Team => ({ id: codeOf('T', n), name: `队${n}`, kind: 'x', site: code }),
  );
  return { profile: smallProfile, towns, villages: [], sites: [center, ...others], teams };
}

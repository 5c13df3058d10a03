/** The small county again under another code, so that several of them stand on one server. */
import type { County } from '../../shared/county/county.ts';
import type { CountyProfile } from '../../shared/county/profile.ts';
import { sourceOfSite } from '../../shared/domain/place.ts';
import type { JournalEvent } from '../../shared/events/journal-event.ts';
import { countyCode, sitesWithHours, smallCounty } from './small-county.ts';

/** Codes of divisions begin with their county's; those of sites are unique on a server. */
export interface OtherCode {
  code: string;
  prefix: string;
}

const recoded = <T>(value: T, { code }: OtherCode): T =>
  JSON.parse(JSON.stringify(value).replaceAll(countyCode, code)) as T;

export function otherCounty(other: OtherCode, profile: Partial<CountyProfile>): County {
  const county = recoded(smallCounty({}, { sites: [...sitesWithHours] }), other);
  const site = (code: string): string => `${other.prefix}${code}`;
  return {
    ...county,
    profile: { ...county.profile, ...profile },
    sites: county.sites.map((row) => ({
      ...row,
      code: site(row.code),
      ...(row.parent !== undefined && { parent: site(row.parent) }),
    })),
    teams: county.teams.map((team) => ({
      ...team,
      ...(team.site !== undefined && { site: site(team.site) }),
    })),
  };
}

/** An event of the small county as one of the other. */
export function otherEvent(event: JournalEvent, other: OtherCode): JournalEvent {
  const { site, data, ...rest } = recoded(event, other);
  const own = `${other.prefix}${site}`;
  const named = 'eventSource' in data ? data.eventSource : undefined;
  return {
    ...rest,
    site: own,
    source: sourceOfSite(own),
    data:
      named === undefined
        ? data
        : { ...data, eventSource: sourceOfSite(`${other.prefix}${named.slice(sourceOfSite('').length)}`) },
  } as JournalEvent;
}

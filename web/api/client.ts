/** The reading API (contract §4), with the page's token. */
import type {
  CountyAnswer,
  EvidenceAnswer,
  ItemAnswer,
  MapAnswer,
  Page,
  SiteRow,
  StarsAnswer,
} from '../../shared/wire/http.ts';
import { token } from '../live/token.ts';

export class ApiError extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${status}`);
  }
}

async function get<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  const text = search.toString();
  const bearer = token();
  const response = await fetch(`/api/v1/${path}${text ? `?${text}` : ''}`, {
    headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
  });
  if (!response.ok) throw new ApiError(response.status);
  return (await response.json()) as T;
}

export const getCounties = (): Promise<{ items: { code: string; name: string }[] }> => get('counties');

const countyDigits = 6;
/** A city's or a province's code is shorter than a county's. */
export const isAreaCode = (code: string): boolean => code.length < countyDigits;

/** A county, a city or a province: by where a server tells of it. */
const placeOf = (code: string): string => `${isAreaCode(code) ? 'areas' : 'counties'}/${code}`;

export const getCounty = (code: string): Promise<CountyAnswer> => get(placeOf(code));

export const getMap = (code: string): Promise<MapAnswer> => get(`${placeOf(code)}/map`);

export const getEvidence = (scope: string, path: string, cursor?: string): Promise<EvidenceAnswer> =>
  get('evidence', { scope, path, limit: '500', cursor });

/** One activity or order of a scope. */
export const getItem = (
  scope: string,
  { kind, id, site }: { kind: string; id: string; site?: string },
): Promise<ItemAnswer> => get('evidence/item', { scope, kind, id, site });

export const getStars = (scope: string): Promise<StarsAnswer> => get('stars', { scope });

/** A county has hundreds of sites; a register beyond this many pages is not what a wall can draw. */
const maxPages = 20;

/** The sites of a county in the order of its register; a display of a smaller place gets those of its own. */
export async function getSites(county: string): Promise<SiteRow[]> {
  try {
    return await allSites(county);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return allSites(undefined);
    throw error;
  }
}

/** Every site that this page may know of: those of its display's scope. */
export const getOwnSites = (): Promise<SiteRow[]> => allSites(undefined);

async function allSites(area: string | undefined): Promise<SiteRow[]> {
  const rows: SiteRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer: Page<SiteRow> = await get('sites', { area, limit: '500', cursor });
    rows.push(...answer.items);
    if (answer.cursor === null) break;
    cursor = answer.cursor;
  }
  return rows;
}

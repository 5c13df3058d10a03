/** Sites and teams, in the order of their registers. */

import { Type } from 'typebox';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import type { Site, Team } from '../../shared/county/county.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Page, SiteRow, TeamRow } from '../../shared/wire/http.ts';
import type { ReadTransaction } from '../store/store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Registers } from './registers.ts';

export interface RegisterRequest {
  /** All counties where it is left out. */
  scope?: string;
  limit: number;
  cursor?: string;
}

export interface SitesRequest extends RegisterRequest {
  tier?: string;
}

/** Name of the last row, and its place in the list where that row is gone. */
const Position = Type.Tuple([Type.String(), Type.Integer({ minimum: 0 })]);

function pageOf<T>(
  request: string,
  rows: readonly T[],
  nameOf: (row: T) => string,
  { limit, cursor }: RegisterRequest,
): Page<T> {
  let start = 0;
  if (cursor !== undefined) {
    const [name, index] = decodeCursor(request, cursor, Position);
    const found = rows.findIndex((row) => nameOf(row) === name);
    start = (found < 0 ? index : found) + 1;
  }
  const items = rows.slice(start, start + limit);
  const last = items.at(-1);
  const end = start + items.length;
  const more = last !== undefined && end < rows.length;
  return { items, cursor: more ? encodeCursor(request, [nameOf(last), end - 1]) : null };
}

async function sharesOf(
  view: ReadTransaction,
  registers: Registers,
  scope: string | undefined,
): Promise<Omit<ScopeShare, 'place'>[]> {
  if (scope !== undefined) return (await registers.shares(view, scope)).parts;
  return (await registers.all(view)).map((register) => ({ register }));
}

function siteRow({ code, name, tier, town, parent, lon, lat, status }: Site): SiteRow {
  const row: SiteRow = { code, name, tier, status };
  if (town !== undefined) row.town = town;
  if (parent !== undefined) row.parent = parent;
  if (lon !== undefined) row.lon = lon;
  if (lat !== undefined) row.lat = lat;
  return row;
}

export async function sitesPage(
  view: ReadTransaction,
  registers: Registers,
  request: SitesRequest,
): Promise<Page<SiteRow>> {
  const { scope, tier } = request;
  const shares = await sharesOf(view, registers, scope);
  const rows = shares.flatMap(({ register, town, site }) =>
    register.county.sites.filter(
      (row) =>
        (town === undefined || row.town === town) &&
        (site === undefined || row.code === site) &&
        (tier === undefined || row.tier === tier),
    ),
  );
  const page = pageOf(`sites ${scope} ${tier}`, rows, ({ code }) => code, request);
  return { items: page.items.map(siteRow), cursor: page.cursor };
}

interface TeamOfCounty {
  register: Register;
  team: Team;
}

export async function teamsPage(
  view: ReadTransaction,
  registers: Registers,
  request: RegisterRequest,
): Promise<Page<TeamRow>> {
  const shares = await sharesOf(view, registers, request.scope);
  const rows = shares.flatMap(({ register, town, site }): TeamOfCounty[] =>
    register.county.teams
      .filter(
        (team) =>
          (site === undefined || team.site === site) &&
          (town === undefined || (team.site !== undefined && register.townOfSite(team.site) === town)),
      )
      .map((team) => ({ register, team })),
  );
  const nameOf = ({ register, team }: TeamOfCounty) => `${register.code} ${team.id}`;
  const page = pageOf(`teams ${request.scope}`, rows, nameOf, request);
  return { items: page.items.map(({ team }) => team), cursor: page.cursor };
}

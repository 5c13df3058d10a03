/** Names of the towns and sites that the rows of a board above a county tell of. */
import type { Register } from '../county/register.ts';
import type { Board, BoardPlace } from './board.ts';

type Rows = Pick<Board, 'queue' | 'running' | 'alerts' | 'feed'>;

const countyDigits = 6;

function placeIn(register: Register, code: string): BoardPlace | undefined {
  const town = register.town(code);
  if (town) return { kind: 'town', name: town.name, county: register.code };
  const site = register.site(code);
  return site && { kind: 'site', name: site.name, county: register.code };
}

function codesOf({ queue, running, alerts, feed }: Rows): Set<string> {
  const codes = new Set<string>();
  const note = (...named: (string | undefined)[]): void => {
    for (const code of named) if (code !== undefined) codes.add(code);
  };
  for (const { site, town } of Object.values(queue)) note(site, town);
  for (const { site, town } of Object.values(running)) note(site, town);
  for (const { scope, owner } of Object.values(alerts)) note(scope.slice(scope.indexOf(':') + 1), owner);
  for (const { site, town, toSite } of Object.values(feed)) note(site, town, toSite);
  return codes;
}

/** Looks up towns and sites. Codes of sites mostly begin with that of their county; else all counties are asked. */
export function placeFinder(registers: readonly Register[]): (code: string) => BoardPlace | undefined {
  const byCode = new Map(registers.map((register) => [register.code, register]));
  return (code) => {
    const near = byCode.get(code.slice(0, countyDigits));
    let place = near && placeIn(near, code);
    for (const register of place ? [] : registers) place ??= placeIn(register, code);
    return place;
  };
}

export function placesNamed(rows: Rows, registers: readonly Register[]): Record<string, BoardPlace> {
  const find = placeFinder(registers);
  const places: Record<string, BoardPlace> = {};
  for (const code of codesOf(rows)) {
    const place = find(code);
    if (place) places[code] = place;
  }
  return places;
}

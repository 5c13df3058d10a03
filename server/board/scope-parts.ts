/** Which counties, town or site a scope means on this server, and what its board is called. */
import type { ScopeShares } from '../../shared/board/scope-shares.ts';
import { areaTitle } from '../../shared/county/area.ts';
import type { Register } from '../../shared/county/register.ts';
import { formatScope, type Scope } from '../../shared/domain/place.ts';
import { sitePlace } from '../../shared/measures/cell.ts';

const countyDigits = 6;
const townDigits = 9;

function townTitle(register: Register, town: string): string {
  const institute = register.site(register.responsibleFor(town));
  if (institute && institute.town === town) return institute.name;
  return register.town(town)?.name ?? town;
}

function resolveArea(scope: string, code: string, registers: readonly Register[]): ScopeShares | undefined {
  if (code.length >= countyDigits) {
    const register = registers.find((candidate) => candidate.code === code.slice(0, countyDigits));
    if (!register) return undefined;
    const { title } = register.county.profile;
    const head = { scope, timeZone: register.timeZone, aboveCounty: false };
    if (code.length === countyDigits) return { ...head, title, parts: [{ register, place: code }] };
    if (code.length !== townDigits || !register.town(code)) return undefined;
    return { ...head, title: townTitle(register, code), parts: [{ register, town: code, place: code }] };
  }
  const within = registers.filter((register) => register.code.startsWith(code));
  const [first] = within;
  if (!first) return undefined;
  return {
    scope,
    title: areaTitle(
      code,
      within.map((register) => register.county.profile),
    ),
    timeZone: first.timeZone,
    aboveCounty: true,
    parts: within.map((register) => ({ register, place: register.code })),
  };
}

/** The parts of a scope, or undefined where it does not exist on this server. */
export function resolveScope(scope: Scope, registers: readonly Register[]): ScopeShares | undefined {
  const text = formatScope(scope);
  if (scope.kind === 'area') return resolveArea(text, scope.code, registers);
  for (const register of registers) {
    const site = register.site(scope.code);
    if (site) {
      const part = { register, site: site.code, place: sitePlace(site.code) };
      return {
        scope: text,
        title: site.name,
        timeZone: register.timeZone,
        aboveCounty: false,
        parts: [part],
      };
    }
  }
  return undefined;
}

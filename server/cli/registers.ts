import { Register } from '../../shared/county/register.ts';
import { formatScope, parseScope } from '../../shared/domain/place.ts';
import { SiteRegister } from '../../shared/domain/site-register.ts';
import type { Store } from '../store/store.ts';
import { CommandError } from './command.ts';

/** The registers of the database; undefined while there is no county to check a code against. */
async function registersOf(store: Store): Promise<SiteRegister | undefined> {
  const counties = await store.read(async (view) => {
    const versions = await view.countyVersions();
    return Promise.all(versions.map(({ code }) => view.county(code)));
  });
  const known = counties.filter((county) => county !== undefined);
  return known.length > 0 ? new SiteRegister(known.map((county) => new Register(county))) : undefined;
}

/** @throws CommandError where counties are known and none of them has the site. */
export async function checkSites(store: Store, codes: readonly string[]): Promise<void> {
  for (const code of codes)
    if (parseScope(`site:${code}`) === undefined)
      throw new CommandError(`"${code}" is no site code: it has 1 to 64 of A-Z a-z 0-9 . _ -`);
  const registers = await registersOf(store);
  for (const code of codes)
    if (registers && !registers.find(code)) throw new CommandError(`There is no site ${code}.`);
}

/** @throws CommandError where the scope is malformed, or counties are known and it is in none of them. */
export async function checkScope(store: Store, text: string): Promise<string> {
  const scope = parseScope(text);
  if (!scope) throw new CommandError(`"${text}" is no scope: use area:CODE with 2, 4, 6 or 9 digits.`);
  const registers = await registersOf(store);
  if (registers && !registers.exists(scope)) throw new CommandError(`There is no ${text} on this server.`);
  return formatScope(scope);
}

/** The thread for what administrators ask of whole registers: neither stations nor screens wait for their files. */

import type { County } from '../shared/county/county.ts';
import { Register } from '../shared/county/register.ts';
import type { TableName } from '../shared/county/table-rows.ts';
import type { RegisterChange } from '../shared/wire/registers.ts';
import { planChange, type Standing } from './county/plan-change.ts';
import { headOf, jsonFile, type TableFormat, tableFile, tableOf } from './county/register-answers.ts';
import { eventsWithin } from './projector/affected.ts';
import { reachOf } from './projector/reach.ts';
import { describeCopy, openStore, verifyCopy } from './store/open-store.ts';
import type { CopyContents } from './store/store.ts';
import { serve } from './threads/serve.ts';
import { givenToThread } from './threads/start.ts';

export interface AdminGiven {
  databaseUrl: string;
}

const { databaseUrl } = givenToThread<AdminGiven>();
const store = await openStore(databaseUrl, { readOnly: true });

/** The registers of a county as they stand, and how many events its journal has. */
const standingOf = (code: string): Promise<Standing & { events: number }> =>
  store.read(async (view) => {
    const county = await view.county(code);
    const version = (await view.countyVersions()).find((known) => known.code === code)?.version ?? 0;
    const events = (await view.heads()).find((head) => head.county === code)?.head ?? 0;
    return { code, version, events, ...(county && { county }) };
  });

async function ofCounty<T>(
  code: string,
  work: (county: County, standing: { version: number; events: number }) => T,
) {
  const { county, ...standing } = await standingOf(code);
  return county && work(county, standing);
}

/** How many events the figures are told with anew that a change may move; without registers before it, all. */
async function eventsOf({ code, county, events }: Standing & { events: number }, after?: County) {
  if (!county || !after) return events;
  const reach = reachOf(new Register(county), new Register(after));
  return reach ? store.read((view) => eventsWithin(view, code, reach, events)) : 0;
}

const handlers = {
  registersHead: (code: string) =>
    ofCounty(code, (county, { version, events }) => headOf(county, version, events)),
  registersTable: (code: string, table: TableName) =>
    ofCounty(code, (county, { version }) => tableOf(county, version, table)),
  tableFile: async (code: string, table: TableName, how: { format: TableFormat; empty: boolean }) =>
    ofCounty(code, (county) => tableFile(county, table, how)),
  jsonFile: (code: string, part: 'profile' | 'boundaries') =>
    ofCounty(code, (county) => jsonFile(county, part)),
  plan: async (code: string, change: RegisterChange) => {
    const standing = await standingOf(code);
    const planned = await planChange(standing, change);
    return { ...planned, events: await eventsOf(standing, planned.county) };
  },
  backup: (file: string): Promise<void> => store.backup(file),
  describe: (file: string): CopyContents => describeCopy(file),
  verify: (file: string): void => verifyCopy(file),
  end: (): Promise<void> => store.close(),
};
export type AdminHandlers = typeof handlers;

serve(handlers);

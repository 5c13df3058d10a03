/**
 * Copies a county, or everything, from one database to another: the journal event by event, so that each keeps its seq;
 * all that is derived is projected anew and compared.
 */
import { createHash } from 'node:crypto';
import type { County } from '../../shared/county/county.ts';
import { Register } from '../../shared/county/register.ts';
import { projectBatch } from '../projector/project-batch.ts';
import { type Verification, verifyJournal } from '../projector/verify.ts';
import { done, type NewEvent, type ReadTransaction, type Store, StoreError } from '../store/store.ts';
import { CommandError, type CommandResult } from './command.ts';
import { copyKept, copyKeys } from './copy-kept.ts';

const pageSize = 1000;

export interface Copying {
  source: Store;
  target: Store;
  now: number;
}

/** One event after the other, as bytes that are the same on every database. */
const lineOf = (event: NewEvent): string => JSON.stringify(Object.entries(event).sort());

/** The events of a county up to a seq, page by page. */
async function* pagesOf(store: Store, county: string, head: number): AsyncGenerator<NewEvent[]> {
  for (let after = 0; after < head; ) {
    const limit = Math.min(pageSize, head - after);
    const events = await store.read((view) => view.appended(county, after, limit));
    if (events.length === 0) return;
    yield events;
    after += events.length;
  }
}

async function fingerprint(store: Store, county: string, head: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const events of pagesOf(store, county, head))
    for (const event of events) hash.update(lineOf(event)).update('\n');
  return hash.digest('hex');
}

async function headOf(view: ReadTransaction, code: string): Promise<number | undefined> {
  return (await view.heads()).find(({ county }) => county === code)?.head;
}

/** The registers, with the codes of sites that stood in them before: a site is its county's for ever. */
async function putRegisters({ source, target }: Copying, county: County): Promise<void> {
  const { code } = county.profile;
  const known = new Set(county.sites.map((site) => site.code));
  const former = (await source.read((view) => view.siteFacts(code)))
    .filter(({ site }) => !known.has(site))
    .map(({ site }) => ({ code: site, name: site, tier: 'point', status: 'closed', tags: [] }) as const);
  await target.project(code, async (transaction) => {
    if (former.length > 0)
      await transaction.putCounty({
        ...county,
        sites: [...county.sites, ...former.map((site) => ({ ...site, tags: [] }))],
      });
    await transaction.putCounty(county);
  });
}

async function project({ target, now }: Copying, county: County): Promise<void> {
  const register = new Register(county);
  for (let more = true; more; )
    ({ more } = await target.project(
      register.code,
      (transaction) => projectBatch(transaction, register, now, pageSize),
      { replayable: true },
    ));
}

async function copyCounty(copying: Copying, code: string): Promise<number> {
  const { source, target } = copying;
  const [county, head = 0] = await source.read(async (view) => [
    await view.county(code),
    await headOf(view, code),
  ]);
  if (!county) throw new CommandError(`There is no county ${code} in the database to copy from.`);
  await putRegisters(copying, county);
  let copied = 0;
  for await (const events of pagesOf(source, code, head)) {
    for (const outcome of await target.append(events)) {
      copied += 1;
      if (outcome.status !== 'accepted' || outcome.seq !== copied)
        throw new CommandError(`Event ${copied} of county ${code} has not come over: ${outcome.status}.`);
    }
  }
  await project(copying, county);
  return head;
}

/** Undefined where no server has ever needed it there: a database that is only read makes none. */
function secretOf(store: Store, name: string): Promise<string | undefined> {
  return store.secret(name).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'read-only') return undefined;
    throw error;
  });
}

async function requireRoom({ source, target }: Copying, codes: readonly string[]): Promise<void> {
  for (const { county, head } of await target.read((view) => view.heads()))
    if (codes.includes(county))
      throw new CommandError(`The database to copy to holds county ${county} already, with ${head} events.`);
  for (const name of ['digest', 'pseudonym']) {
    const secret = await secretOf(source, name);
    if (secret !== undefined && !(await target.adoptSecret(name, secret)))
      throw new CommandError(
        'The database to copy to has secrets of its own: repetitions would not be known there. Copy to a new one.',
      );
  }
}

const differencesOf = ({ differences }: Verification, codes: readonly string[]): number =>
  differences.filter(({ county }) => codes.includes(county)).length;

/** Answers what was copied, with a failure for each thing that is not the same on both sides. */
export async function copyStore(copying: Copying, county?: string): Promise<CommandResult> {
  const { source, target, now } = copying;
  const known = (await source.read((view) => view.countyVersions())).map(({ code }) => code);
  const codes = county === undefined ? known : [county];
  if (county !== undefined && !known.includes(county))
    throw new CommandError(`There is no county ${county} in the database to copy from.`);
  await requireRoom(copying, codes);
  // Before the counties: the audit log has to be empty for its chain to stay the same.
  if (county === undefined) await copyKept(source, target);
  const failures: string[] = [];
  const counties = [];
  for (const code of codes) {
    const head = await copyCounty(copying, code);
    await copyKeys(source, target, new Register((await source.read((view) => view.county(code))) as County));
    const [journal, copy] = await Promise.all([
      fingerprint(source, code, head),
      fingerprint(target, code, head),
    ]);
    if (journal !== copy) failures.push(`The journal of county ${code} is not the same on both sides.`);
    counties.push({ county: code, head, journal: copy });
  }
  for (const [name, store] of Object.entries({ from: source, to: target })) {
    const differences = differencesOf(await verifyJournal(store), codes);
    if (differences > 0) failures.push(`--${name}: ${differences} stored numbers differ from the journal.`);
  }
  await target.audit([
    { at: now, actor: 'cli', action: 'store.copy', target: codes.join(' '), result: done },
  ]);
  return { output: { ok: failures.length === 0, counties }, failures };
}

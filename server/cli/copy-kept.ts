/** Copies what a database keeps beside its counties. */
import type { Register } from '../../shared/county/register.ts';
import { parseScope } from '../../shared/domain/place.ts';
import type { DisplayRow, StationKeyRow, Store } from '../store/store.ts';

const pageSize = 500;

/** Whether a display shows a place of a county. */
function isWithin(register: Register, { scope: text }: DisplayRow): boolean {
  const scope = parseScope(text);
  if (!scope) return false;
  if (scope.kind === 'site') return register.site(scope.code) !== undefined;
  return scope.code === register.code || register.town(scope.code) !== undefined;
}

/** Keys and displays of a county, under which its stations and walls go on. */
export async function copyKeys(source: Store, target: Store, register: Register): Promise<void> {
  const [from, to] = [await source.credentials(), await target.credentials()];
  const lacks = <Row extends { id: string }>(rows: readonly Row[]) => {
    const known = new Set(rows.map(({ id }) => id));
    return ({ id }: Row): boolean => !known.has(id);
  };
  const keys = from.keys.filter(lacks<StationKeyRow>(to.keys));
  for (const key of keys) if (register.site(key.site)) await target.addKey(key);
  const displays = from.displays.filter(lacks<DisplayRow>(to.displays));
  for (const display of displays) if (isWithin(register, display)) await target.addDisplay(display);
}

/** The log of a whole database, in its chain: its hashes come out the same. */
async function copyAudit(source: Store, target: Store): Promise<void> {
  for (let n = 0; ; ) {
    const rows = await source.auditAfter(n, pageSize);
    const last = rows.at(-1);
    if (!last) return;
    await target.audit(rows.map(({ n: _n, hash: _hash, ...entry }) => entry));
    n = last.n;
  }
}

async function copyReports(source: Store, target: Store): Promise<void> {
  let before: { madeAt: number; id: string } | undefined;
  for (;;) {
    const heads = await source.keptReports({}, { limit: pageSize, ...(before && { before }) });
    for (const { id } of heads) {
      const report = await source.keptReport(id);
      if (report) await target.keepReport(report, Number.MAX_SAFE_INTEGER);
    }
    before = heads.at(-1);
    if (!before) return;
  }
}

/** Users and their tokens, the audit log, reports and what displays show. Whoever was signed in signs in anew. */
export async function copyKept(source: Store, target: Store): Promise<void> {
  if ((await target.auditHead()) === undefined) await copyAudit(source, target);
  const { users, tokens } = await source.credentials();
  for (const user of users) await target.addUser(user);
  const known = new Set((await target.credentials()).tokens.map(({ id }) => id));
  for (const token of tokens) if (!known.has(token.id)) await target.addToken(token);
  await copyReports(source, target);
  await target.putDisplayViews(await source.displayViews());
  await target.noteUses(await source.lastUses());
  await target.addNotices(await source.notices({ state: 'waiting' }, Number.MAX_SAFE_INTEGER));
}

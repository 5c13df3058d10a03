/** Activities and orders, newest first by their first event; counties follow one another. */
import { Type } from 'typebox';
import type { Register } from '../../shared/county/register.ts';
import { type Contact, maySeeRequesters } from '../../shared/domain/contact.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { Page } from '../../shared/wire/http.ts';
import type { EntityRow, ReadTransaction } from '../store/store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type ActivityRow, activityRow, type OrderRow, orderRow } from './entity-rows.ts';
import type { Registers } from './registers.ts';
import { requestersOf } from './requesters.ts';

export interface EntityRequest {
  /** All counties where it is left out. */
  scope?: string;
  limit: number;
  cursor?: string;
  sight: Sight;
}

/** The county, and the first event of the last row. */
const Position = Type.Tuple([Type.String(), Type.Integer({ minimum: 0 })]);

interface FoundThing {
  register: Register;
  thing: Thing;
}

interface Found {
  register: Register;
  row: EntityRow;
}

async function pageOf(
  view: ReadTransaction,
  registers: Registers,
  kind: 'activity' | 'order',
  request: EntityRequest,
): Promise<{ things: FoundThing[]; cursor: string | null }> {
  const { scope, limit, cursor } = request;
  const name = `${kind} ${scope}`;
  const parts: { register: Register; town?: string; site?: string }[] =
    scope === undefined
      ? (await registers.all(view)).map((register) => ({ register }))
      : (await registers.shares(view, scope)).parts;
  const [from, before] = cursor === undefined ? [undefined, undefined] : decodeCursor(name, cursor, Position);
  const found: Found[] = [];
  for (const { register, town, site } of parts) {
    if (from !== undefined && register.code < from) continue;
    const wanted = limit + 1 - found.length;
    if (wanted <= 0) break;
    const place = { ...given('town', town), ...given('site', site) };
    const rest = register.code === from ? before : undefined;
    const rows = await view.entityPage(register.code, kind, place, {
      limit: wanted,
      ...given('before', rest),
    });
    found.push(...rows.map((row) => ({ register, row })));
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const things = page.map(({ register, row }) => ({ register, thing: JSON.parse(row.body) as Thing }));
  const more = last !== undefined && found.length > page.length;
  return { things, cursor: more ? encodeCursor(name, [last.register.code, last.row.firstSeq]) : null };
}

export async function activitiesPage(
  view: ReadTransaction,
  registers: Registers,
  request: EntityRequest,
): Promise<Page<ActivityRow>> {
  const { things, cursor } = await pageOf(view, registers, 'activity', request);
  const items = things.flatMap(({ thing, register }) =>
    thing.kind === 'activity' ? [activityRow(thing, register)] : [],
  );
  return { items, cursor };
}

/** Who asked for the orders of a page, by county and id; nobody is looked up for whoever may not know. */
async function requestersOfPage(
  view: ReadTransaction,
  things: readonly FoundThing[],
  sight: Sight,
): Promise<Map<string, Map<string, Contact>>> {
  if (!maySeeRequesters(sight)) return new Map();
  const counties = new Map<string, string[]>();
  for (const { thing, register } of things)
    if (thing.kind === 'order')
      counties.set(register.code, [...(counties.get(register.code) ?? []), thing.id]);
  return new Map(
    await Promise.all(
      [...counties].map(async ([code, ids]) => [code, await requestersOf(view, code, ids)] as const),
    ),
  );
}

export async function ordersPage(
  view: ReadTransaction,
  registers: Registers,
  request: EntityRequest,
): Promise<Page<OrderRow>> {
  const { things, cursor } = await pageOf(view, registers, 'order', request);
  const requesters = await requestersOfPage(view, things, request.sight);
  const items = things.flatMap(({ thing, register }) =>
    thing.kind === 'order'
      ? [orderRow(thing, register, request.sight, requesters.get(register.code)?.get(thing.id))]
      : [],
  );
  return { items, cursor };
}

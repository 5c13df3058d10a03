/** Activities and orders, newest first by their first event; counties follow one another. */
import { Type } from 'typebox';
import type { Register } from '../../shared/county/register.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { Page } from '../../shared/wire/http.ts';
import type { EntityRow, ReadTransaction } from '../store/store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type ActivityRow, activityRow, type OrderRow, orderRow } from './entity-rows.ts';
import type { Registers } from './registers.ts';

export interface EntityRequest {
  /** All counties where it is left out. */
  scope?: string;
  limit: number;
  cursor?: string;
  masked: boolean;
}

/** The county, and the first event of the last row. */
const Position = Type.Tuple([Type.String(), Type.Integer({ minimum: 0 })]);

interface Found {
  register: Register;
  row: EntityRow;
}

async function pageOf<T>(
  view: ReadTransaction,
  registers: Registers,
  kind: 'activity' | 'order',
  request: EntityRequest,
  show: (thing: Thing, register: Register) => T | undefined,
): Promise<Page<T>> {
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
  const items = page.flatMap(({ register, row }) => show(JSON.parse(row.body) as Thing, register) ?? []);
  const more = last !== undefined && found.length > page.length;
  return { items, cursor: more ? encodeCursor(name, [last.register.code, last.row.firstSeq]) : null };
}

export const activitiesPage = (
  view: ReadTransaction,
  registers: Registers,
  request: EntityRequest,
): Promise<Page<ActivityRow>> =>
  pageOf(view, registers, 'activity', request, (thing, register) =>
    thing.kind === 'activity' ? activityRow(thing, register) : undefined,
  );

export const ordersPage = (
  view: ReadTransaction,
  registers: Registers,
  request: EntityRequest,
): Promise<Page<OrderRow>> =>
  pageOf(view, registers, 'order', request, (thing, register) =>
    thing.kind === 'order' ? orderRow(thing, register, request.masked) : undefined,
  );

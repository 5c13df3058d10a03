/** Data quality: findings of every kind, counted, and one kind in pages. */
import type { Register } from '../../shared/county/register.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { type QualityAnswer, type QualityKind, qualityKinds } from '../../shared/wire/quality.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { OpenOrdersOf } from './open-orders.ts';
import { duplicateOrderFindings, duplicateRecordFindings } from './quality-duplicates.ts';
import type { Found, FoundPage, Part, QualityContext } from './quality-finding.ts';
import { handledFindings } from './quality-handled.ts';
import { lateEntryFindings, leftOutFindings, sourceFindings } from './quality-journal.ts';
import { implausibleFindings, openCheckInFindings } from './quality-records.ts';

export interface QualityRequest {
  county: string;
  kind: QualityKind;
  sight: Sight;
  /** Whose words can be taken back. */
  actor: string;
  limit: number;
  /** Findings before the page. */
  offset: number;
}

/** What is held against everything else is looked for this often at the most, unless somebody said something. */
const keptMs = 30_000;

interface Kept {
  at: number;
  /** The projector's position that it was made from. */
  seq: number;
  found: Found[];
}

type Lister = (context: QualityContext, part: Part, sight: Sight) => Promise<FoundPage>;

export class Quality {
  readonly #open: OpenOrdersOf;
  readonly #elapsed: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(open: OpenOrdersOf, elapsed: () => number) {
    this.#open = open;
    this.#elapsed = elapsed;
  }

  async answer(view: ReadTransaction, register: Register, request: QualityRequest): Promise<QualityAnswer> {
    const { kind, sight, actor, limit, offset } = request;
    const { asOf } = await view.position(register.code);
    const context = { view, register, asOf };
    const counts = {} as Record<QualityKind, number>;
    let page: Found[] = [];
    for (const one of qualityKinds) {
      const part = one === kind ? { offset, limit } : { offset: 0, limit: 0 };
      const found = await this.#listers[one](context, part, sight);
      counts[one] = found.total;
      if (one === kind) page = [...found.page];
    }
    const more = page.length === limit;
    if (!more) page.push(...(await handledFindings(context, kind, { sight, actor })));
    const seen = await view.newestSeqs(register.code, [...new Set(page.map(({ thing }) => thing))]);
    const items = page.map((found) => ({
      ...found,
      id: `${found.kind} ${found.rule} ${found.thing}${found.commands.length === 0 ? ' said' : ''}`,
      seen: seen.get(found.thing) ?? 0,
    }));
    return {
      counts,
      items,
      cursor: more ? String(offset + limit) : null,
      asOf: formatInstant(asOf),
    };
  }

  readonly #listers: Record<QualityKind, Lister> = {
    'duplicate-order': (context, part, sight) =>
      this.#whole('duplicate-order', context, part, sight, async () =>
        duplicateOrderFindings(context, await this.#open.read(context.view, context.register.code), sight),
      ),
    'duplicate-record': (context, part, sight) =>
      this.#whole('duplicate-record', context, part, sight, () => duplicateRecordFindings(context)),
    'late-entry': (context, part, sight) =>
      this.#whole('late-entry', context, part, sight, () => lateEntryFindings(context)),
    'open-check-in': openCheckInFindings,
    implausible: implausibleFindings,
    'left-out': leftOutFindings,
    source: sourceFindings,
  };

  /** A list that is made as a whole is kept for a while, and made anew once an operator has said something. */
  async #whole(
    kind: QualityKind,
    context: QualityContext,
    { offset, limit }: Part,
    sight: Sight,
    find: () => Promise<Found[]>,
  ): Promise<FoundPage> {
    const { view, register } = context;
    const key = `${register.code} ${kind} ${sight}`;
    const known = this.#kept.get(key);
    const now = this.#elapsed();
    const { seq } = await view.position(register.code);
    const fresh =
      known !== undefined &&
      now - known.at < keptMs &&
      !(await operatorsSpoke(view, register.code, known.seq, seq));
    const found = fresh ? known.found : await find();
    if (!fresh) this.#kept.set(key, { at: now, seq, found });
    return { total: found.length, page: found.slice(offset, offset + limit) };
  }
}

/** More events than this are not looked through: making the list anew is as quick. */
const maxLookedThrough = 1000;

/** Whether an operator has said anything between two seqs. */
async function operatorsSpoke(
  view: ReadTransaction,
  county: string,
  after: number,
  upTo: number,
): Promise<boolean> {
  if (upTo - after > maxLookedThrough) return true;
  const rows = await view.journal(county, after, maxLookedThrough, false);
  return rows.some(({ seq, actor }) => seq <= upTo && actor !== undefined);
}

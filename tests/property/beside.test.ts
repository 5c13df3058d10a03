/** What is left alone because of a change would be found the same by a look at all of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideMs, foundAnew, type RecordChange } from '../../shared/domain/beside.ts';
import { implausibleTogether } from '../../shared/domain/plausibility.ts';
import { isNear, type NamedRecord, type Served, servedOf } from '../../shared/domain/served.ts';
import type { ServiceRecord } from '../../shared/domain/service-record.ts';
import { type ActivityChange, concernsTown } from '../../shared/domain/town-state.ts';

const hour = 3_600_000;
const noon = Date.parse('2026-11-22T12:00:00+08:00');
/** A short longest shift, and days of 23, 24 and 25 hours. */
const limits = fc.constantFrom(
  { maxShiftMinutes: 300, timeZone: 'Asia/Shanghai' },
  { maxShiftMinutes: 720, timeZone: 'America/Havana' },
  { maxShiftMinutes: 2000, timeZone: 'America/New_York' },
);

const instant = fc
  .tuple(fc.integer({ min: -60, max: 60 }), fc.constantFrom(0, 0, 1, 59_000, 60_000))
  .map(([hours, ms]) => noon + hours * hour + ms);
const volunteer = fc.constantFrom('v', 'v', 'w');

const record: fc.Arbitrary<ServiceRecord> = fc
  .record({
    checkIn: fc.option(fc.record({ at: instant, volunteer }), { nil: undefined, freq: 8 }),
    shift: fc.option(fc.integer({ min: -1, max: 40 }), { nil: undefined, freq: 5 }),
    recorded: fc.option(fc.record({ at: instant, minutes: fc.constantFrom(1, 60, 290, 700), volunteer }), {
      nil: undefined,
    }),
    revoked: fc.nat(9),
  })
  .map(({ checkIn, shift, recorded, revoked }) => ({
    kind: 'record' as const,
    id: 'r',
    site: 'A1',
    ...(checkIn ? { checkIn } : {}),
    ...(checkIn && shift !== undefined ? { checkedOutAt: checkIn.at + shift * hour } : {}),
    ...(recorded ? { recorded } : {}),
    ...(revoked === 0 ? { revokedAt: noon } : {}),
  }));

interface Journal {
  records: (ServiceRecord | undefined)[];
  /** What some of them become. */
  later: (ServiceRecord | undefined)[];
}

const maybe = fc.option(record, { nil: undefined, freq: 7 });
const journal: fc.Arbitrary<Journal> = fc.record({
  records: fc.array(maybe, { minLength: 2, maxLength: 9 }),
  later: fc.array(maybe, { minLength: 1, maxLength: 3 }),
});

const named = (index: number, state: ServiceRecord | undefined): NamedRecord | undefined =>
  state && { thing: `record:A1:${index}`, record: state };

test('[A6] records that a change leaves alone show what they showed', () => {
  fc.assert(
    fc.property(journal, limits, ({ records, later }, given) => {
      const withinMs = besideMs(given.maxShiftMinutes);
      const all = (states: readonly (ServiceRecord | undefined)[]): Served[] =>
        states.flatMap((state, index) => {
          const one = named(index, state);
          return one ? (servedOf(one, given) ?? []) : [];
        });
      const [before, after] = [all(records), all([...later, ...records.slice(later.length)])];
      const changes = later.map(
        (state, index): RecordChange => ({
          before: named(index, records[index]),
          after: named(index, state),
        }),
      );
      const changed = new Set(later.map((_, index) => `record:A1:${index}`));
      const [moved, others] = [
        [...before, ...after].filter(({ thing }) => changed.has(thing)),
        after.filter(({ thing }) => !changed.has(thing)),
      ];
      const near = others.filter((one) => moved.some((other) => isNear(one, other, withinMs)));
      const anew = new Set(foundAnew(changes, near, given));
      for (const own of others.filter(({ thing }) => !anew.has(thing))) {
        const shown = (world: readonly Served[]) =>
          implausibleTogether(
            own,
            world.filter((other) => isNear(own, other, withinMs)),
            given,
          ).map(({ rule, at }) => ({ rule, at }));
        expect(shown(after)).toEqual(shown(before));
      }
    }),
    { numRuns: 20_000 },
  );
});

describe('[A7] towns', () => {
  const day = fc.integer({ min: 1, max: 6 }).map((n) => `2026-11-0${n}`);
  const activity = fc.record({ day, platform: fc.constantFrom('theory', 'culture', undefined) });

  const stateOf = (activities: readonly { day: string; platform?: string | undefined }[]) => {
    const days = activities.map((one) => one.day).sort();
    const lastActivityDays: Record<string, string> = {};
    for (const { day: held, platform } of activities)
      if (platform !== undefined && held > (lastActivityDays[platform] ?? ''))
        lastActivityDays[platform] = held;
    return { ...(days[0] === undefined ? {} : { firstActivityDay: days[0] }), lastActivityDays };
  };

  test('[A7] a town that activities leave alone is the same as before', () => {
    const changing = fc.record({
      held: fc.array(activity, { maxLength: 5 }),
      gone: fc.array(fc.nat(4), { maxLength: 2 }),
      come: fc.array(activity, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(changing, ({ held, gone, come }) => {
        const left = held.filter((_, index) => !gone.includes(index));
        const before = stateOf(held);
        const changeOf = (one: (typeof held)[number], came: boolean): ActivityChange => ({
          day: one.day,
          came,
          ...(one.platform === undefined ? {} : { platform: one.platform }),
        });
        const changes = [
          ...held.filter((_, index) => gone.includes(index)).map((one) => changeOf(one, false)),
          ...come.map((one) => changeOf(one, true)),
        ];
        if (!changes.some((change) => concernsTown(before, change)))
          expect(stateOf([...left, ...come])).toEqual(before);
      }),
      { numRuns: 5000 },
    );
  });
});

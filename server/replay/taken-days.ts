/**
 * Days whose figures a state takes back from its base as a whole, by the cells that hold them: where a busy day is
 * not there yet, what each of its things added need not be read. Members that are counted once are told one by one.
 */
import { type Cell, period, seriesOf } from '../../shared/measures/cell.ts';
import type { Contribution } from '../../shared/measures/contribution.ts';
import { measures } from '../../shared/measures/registry.ts';
import type { LaterDays } from '../store/store.ts';
import type { Base } from './base.ts';

/** After the period of any day, and of any hour. */
const end = { days: 'E', hours: 'I' };

const measuresTaken = [...measures.values()].filter(({ distinct }) => !distinct);
const idsTaken: ReadonlySet<string> = new Set(measuresTaken.map(({ id }) => id));

/** What lies in the days from `from` on and is taken back by cells. */
export const takenFrom = (from: string): LaterDays => ({ from, measures: [...idsTaken] });

export class TakenDays {
  readonly #county: string;
  /** The first one. */
  readonly #from: string;
  /** Places in which the days are taken back, by measure: nobody asks for most of them. */
  readonly #places = new Map<string, Set<string>>();

  constructor(county: string, from: string) {
    this.#county = county;
    this.#from = from;
  }

  has({ measure, span }: Contribution): boolean {
    return typeof span === 'object' && 'day' in span && span.day >= this.#from && idsTaken.has(measure);
  }

  isTaken(measure: string, place: string): boolean {
    return this.#places.get(measure)?.has(place) ?? false;
  }

  /** Tells `takeBack` the cells of the days in places where they are not taken back yet; from here on they are. */
  async take(
    base: Base,
    places: readonly string[],
    of: ReadonlySet<string>,
    takeBack: (cell: Cell) => void,
  ): Promise<void> {
    const asked = measuresTaken.filter(
      ({ id }) => of.has(id) && places.some((place) => !this.isTaken(id, place)),
    );
    if (asked.length === 0) return;
    const measureOfSeries = new Map(asked.flatMap((one) => seriesOf(one).map((name) => [name, one.id])));
    const hourly = asked.flatMap(({ id, byHour }) => (byHour ? [id] : []));
    const [county, from] = [this.#county, this.#from];
    const cells = [
      ...(await base.cellRange(county, places, [...measureOfSeries.keys()], period.day(from), end.days)),
      ...(await base.cellRange(county, places, hourly, period.hour(from, '00'), end.hours)),
    ];
    // A board asks for several things at once: another look may have taken them back while this one waited.
    for (const cell of cells)
      if (!this.isTaken(measureOfSeries.get(cell.series) ?? '', cell.place)) takeBack(cell);
    for (const { id } of asked) {
      const known = this.#places.get(id) ?? new Set();
      this.#places.set(id, known);
      for (const place of places) known.add(place);
    }
  }
}

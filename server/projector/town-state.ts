/** A town as a thing, from the cells of the activities in it. */
import type { Register } from '../../shared/county/register.ts';
import type { TownState } from '../../shared/domain/town-state.ts';
import { type Cell, period } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { RefreshSource } from '../store/store.ts';

const all = 'activities';
const byPlatform = 'activities.platform';

const dayIn = (cell: Cell): string => cell.period.slice(1);
const keyOf = ({ place, series, key }: Cell): string => `${place} ${series === all ? '' : key}`;

/** The first or last period of each key of each town. */
function outermost(
  cells: readonly Cell[],
  series: string,
  isOuter: (a: string, b: string) => boolean,
): Map<string, Cell> {
  const found = new Map<string, Cell>();
  for (const cell of cells) {
    const known = found.get(keyOf(cell));
    if (cell.series === series && (!known || isOuter(cell.period, known.period)))
      found.set(keyOf(cell), cell);
  }
  return found;
}

const isEarlier = (a: string, b: string): boolean => a < b;
const isLater = (a: string, b: string): boolean => a > b;

/** States of towns. Months are looked through first: they are few, and tell which days to look at. */
export async function readTowns(
  source: Pick<RefreshSource, 'cellRange'>,
  register: Register,
  towns: readonly string[],
): Promise<TownState[]> {
  if (towns.length === 0) return [];
  const months = await source.cellRange(towns, [all, byPlatform], period.month(''), period.month('9'));
  const firstMonths = outermost(months, all, isEarlier);
  const lastMonths = outermost(months, byPlatform, isLater);
  const wanted = new Set([...firstMonths.values(), ...lastMonths.values()].map(dayIn));
  const days: Cell[] = [];
  for (const month of wanted)
    days.push(
      ...(await source.cellRange(towns, [all, byPlatform], period.day(month), period.day(`${month}-99`))),
    );
  const first = outermost(days, all, isEarlier);
  const last = outermost(days, byPlatform, isLater);
  return towns.map((town) => {
    const firstDay = first.get(`${town} `);
    return {
      kind: 'town',
      id: town,
      site: register.responsibleFor(town),
      ...given('firstActivityDay', firstDay && dayIn(firstDay)),
      lastActivityDays: Object.fromEntries(
        register.county.profile.platforms.flatMap(({ id }) => {
          const cell = last.get(`${town} ${id}`);
          return cell ? [[id, dayIn(cell)]] : [];
        }),
      ),
    };
  });
}

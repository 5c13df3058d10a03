import type { Thing } from '../../shared/domain/join-thing.ts';
import type { BoardView, ContributionRow } from '../store/store.ts';

/** The things behind some rows, as the projector left them. */
export async function thingsOf(
  view: Pick<BoardView, 'entities'>,
  county: string,
  rows: readonly Pick<ContributionRow, 'thing'>[],
): Promise<Map<string, Thing>> {
  const entities = await view.entities(
    rows.map(({ thing }) => thing),
    county,
  );
  return new Map([...entities].map(([name, { body }]) => [name, JSON.parse(body) as Thing]));
}

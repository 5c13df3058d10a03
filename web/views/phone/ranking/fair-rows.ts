/** Towns by 站均活动 [R12]: activities of the month for each open institute and station. Pure. */
import type { Board } from '../../../../shared/board/board.ts';
import { perSite } from '../../../../shared/measures/activities-per-site.ts';
import type { SiteRow } from '../../../../shared/wire/http.ts';

export interface FairRow {
  code: string;
  /** Open institutes and stations. */
  sites: number;
  /** Undefined where there is none of them. */
  value: number | undefined;
  /** Equal values share a rank; nothing has none. */
  rank: number | undefined;
}

const counted = new Set(['institute', 'station']);

/** The children of a board, the greatest first; equal ones stay in the order of `codes`. */
export function fairRows(
  children: Board['children'],
  codes: readonly string[],
  register: Iterable<Pick<SiteRow, 'town' | 'tier' | 'status'>>,
): FairRow[] {
  const open = new Map<string, number>();
  for (const { town, tier, status } of register)
    if (town !== undefined && status === 'open' && counted.has(tier))
      open.set(town, (open.get(town) ?? 0) + 1);
  const rows = codes.map((code) => {
    const sites = open.get(code) ?? 0;
    return { code, sites, value: perSite(children[code]?.activities ?? 0, sites) };
  });
  rows.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  return rows.map((row) => ({
    ...row,
    rank: row.value ? rows.findIndex(({ value }) => value === row.value) + 1 : undefined,
  }));
}

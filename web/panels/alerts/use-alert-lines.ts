import { type ComputedRef, computed } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { type AlertLine, alertLines } from './alert-lines.ts';

/** The alerts of the page's board as lines. */
export function useAlertLines(): ComputedRef<AlertLine[]> {
  const board = useBoard();
  const county = useCounty();
  const townOf = (scope: string) => {
    const [kind, code = ''] = scope.split(/:(.*)/s);
    const town = county.towns.get((kind === 'area' ? code : county.sites.get(code)?.town) ?? '');
    return town && { code: town.code, name: town.name };
  };
  // On a site's own board there is no town to join in.
  return computed(() =>
    alertLines(board.calm?.alerts ?? {}, board.scope.startsWith('site:') ? undefined : townOf),
  );
}

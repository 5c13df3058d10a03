import { onScopeDispose, type Ref, ref, watch } from 'vue';
import { ruleWord } from '../../format/words.ts';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import type { AlertLine } from './alert-lines.ts';

const blinkMs = 1800;
/** Nobody listens to a list of fifty. */
const toldMost = 3;

/**
 * New alerts of the place that is watched: in words, for who hears the page — only these, for what takes turns would
 * never be silent — and for how long they blink. Those of another place are no news.
 */
export function useAlertNews(lines: () => readonly AlertLine[]): { news: Ref<string>; blinks: Ref<boolean> } {
  const board = useBoard();
  const county = useCounty();
  const blinks = ref(false);
  const news = ref('');
  let timer: number | undefined;

  function tell(fresh: readonly AlertLine[]): void {
    blinks.value = true;
    const days = county.profile?.limits.silentDays ?? 30;
    const told = fresh.slice(0, toldMost).map(({ title, rule }) => `${ruleWord(rule, days)} ${title}`);
    news.value = `新增待处置 ${fresh.length} 项：${told.join('；')}${fresh.length > toldMost ? ' 等' : ''}`;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      blinks.value = false;
    }, blinkMs);
  }

  watch(
    () => ({ shown: lines(), scope: board.calm?.scope }),
    (next, before) => {
      const known = new Set(before.shown.map(({ id }) => id));
      const fresh = next.shown.filter(({ id }) => !known.has(id));
      if (next.scope === before.scope && before.shown.length > 0 && fresh.length > 0) tell(fresh);
    },
  );
  onScopeDispose(() => window.clearTimeout(timer));
  return { news, blinks };
}

/** The county that the desk is for: its profile, its board, and names of its places. */
import { defineStore } from 'pinia';
import { computed } from 'vue';
import { momentOn } from '../../../format/time.ts';
import { useBoard } from '../../../stores/board.ts';
import { useClock } from '../../../stores/clock.ts';
import { useCounty } from '../../../stores/county.ts';

export const useDeskPlace = defineStore('desk-place', () => {
  const counties = useCounty();
  const board = useBoard();
  const clock = useClock();
  const county = computed(() => counties.profile?.code ?? '');
  const townName = (code: string | undefined): string =>
    code === undefined ? '本级' : (counties.towns.get(code)?.short ?? code);
  const siteName = (code: string): string => counties.sites.get(code)?.name ?? code;
  const categoryName = (id: string): string =>
    counties.profile?.categories.find((category) => category.id === id)?.name ?? '其他';
  /** An instant as the desk reads it: `17:42`, `昨日 17:42`, `11月20日 17:42`. */
  const moment = (instant: string): string => momentOn(Date.parse(instant), board.board?.day ?? '', clock.tz);
  const placeName = (scope: string): string => {
    const [kind, code = ''] = scope.split(':');
    return kind === 'site' ? siteName(code) : counties.fullName(code) || code;
  };
  return { county, townName, siteName, categoryName, placeName, moment };
});

import { watchEffect } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';

/** What a script may read on the root element (contract §8), and what the window is called. */
export function useRootMarks(): void {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();

  watchEffect(() => {
    const { dataset } = document.documentElement;
    dataset.connection = board.connection;
    dataset.mode = 'live';
    dataset.scope = page.scope;
    dataset.motion = page.still ? 'low' : 'full';
    if (county.profile?.demo) dataset.demo = '';
    else delete dataset.demo;
  });
  watchEffect(() => {
    const title = county.profile?.title ?? '新时代文明实践中心驾驶舱';
    document.title = county.profile?.demo ? `${title}（演示数据）` : title;
  });
}

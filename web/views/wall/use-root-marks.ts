import { watchEffect } from 'vue';
import { useBoard } from '../../stores/board.ts';
import { useCounty } from '../../stores/county.ts';
import { usePage } from '../../stores/page.ts';
import type { ScreenMode } from '../../stores/past.ts';
import { useReplay } from '../../stores/replay.ts';

const titleMarks: Record<ScreenMode, string> = { live: '', replay: '【回放】', frozen: '【已定格】' };

/** What a script may read on the root element (contract §8), and what the window is called. */
export function useRootMarks(): void {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const replay = useReplay();

  watchEffect(() => {
    const { dataset } = document.documentElement;
    dataset.connection = board.connection;
    dataset.mode = board.mode === 'replay' ? 'replay' : 'live';
    dataset.scope = page.scope;
    dataset.motion = page.still ? 'low' : 'full';
    if (county.profile?.demo) dataset.demo = '';
    else delete dataset.demo;
    if (board.mode === 'live') delete dataset.past;
    else dataset.past = board.mode;
    if (replay.state === 'closed') delete dataset.replay;
    else dataset.replay = replay.state;
  });
  watchEffect(() => {
    const title = county.profile?.title ?? '新时代文明实践中心驾驶舱';
    const real = county.profile?.demo ? `${title}（演示数据）` : title;
    document.title = `${titleMarks[board.mode]}${real}`;
  });
}

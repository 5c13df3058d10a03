/** What a script may read on the root element (contract §8), and what the window is called. */
import { onScopeDispose, watchEffect } from 'vue';
import { useBoard } from '../../../stores/board.ts';
import { useCounty } from '../../../stores/county.ts';
import { usePage } from '../../../stores/page.ts';

export function useDeskMarks(): void {
  const board = useBoard();
  const county = useCounty();
  const page = usePage();
  const { dataset } = document.documentElement;
  dataset.page = 'desk';
  dataset.mode = 'live';
  watchEffect(() => {
    dataset.connection = board.connection;
    dataset.scope = page.scope;
    if (county.profile?.demo) dataset.demo = '';
    else delete dataset.demo;
    const urgent = board.board?.now.alerts ?? 0;
    const name = county.profile?.name ?? '';
    document.title = `${urgent > 0 ? `(${urgent}) ` : ''}${name}文明实践调度台`;
  });
  onScopeDispose(() => {
    delete dataset.page;
  });
}

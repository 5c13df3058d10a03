import { onScopeDispose, watch } from 'vue';
import { DrivenConnection } from '../../../live/driven-connection.ts';
import { createScheduler } from '../../../live/scheduler.ts';
import { useBoard } from '../../../stores/board.ts';
import { useFollow } from './use-follow.ts';
import { useShown } from './use-shown.ts';

/** What is told at once joins what follows within this time. */
const tellMs = 60;

/** Lets the page be driven, and tells what it shows. */
export function useDriven(): void {
  const board = useBoard();
  const { directive, followed, follow } = useFollow();
  const shown = useShown(
    () => followed.value,
    () => directive.value.view,
  );
  const connection = board.speak((line) => new DrivenConnection(line, follow));
  const told = createScheduler(() => connection.tell(shown.value), tellMs);
  watch(() => JSON.stringify(shown.value), told.mark, { immediate: true });
  onScopeDispose(() => {
    told.stop();
    connection.close();
  });
}

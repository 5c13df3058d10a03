import { onScopeDispose } from 'vue';
import { type Vitals, vitalsMs } from '../../shared/wire/live.ts';
import { reloadToRecover } from '../live/reload.ts';
import { useInterval } from '../motion/use-interval.ts';
import { useTouch } from '../motion/use-touch.ts';
import { useBoard } from '../stores/board.ts';
import { usePage } from '../stores/page.ts';
import { useRecovery } from '../stores/recovery.ts';
import { useScenes } from '../stores/scenes.ts';
import { measureFrames } from './frame-times.ts';
import { LeakWatch } from './leak.ts';
import { quietMs, recoveryRestMs } from './limits.ts';
import { listenerCount } from './listener-count.ts';

/** Chromium alone tells it, and not in its types. */
const heapBytes = (): number | undefined =>
  (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;

/** Counts tasks over 50 ms from now on; answers how many there were since the last answer. */
function useLongTasks(): () => number {
  let count = 0;
  if (PerformanceObserver.supportedEntryTypes?.includes('longtask')) {
    const observer = new PerformanceObserver((list) => {
      count += list.getEntries().length;
    });
    observer.observe({ type: 'longtask' });
    onScopeDispose(() => observer.disconnect());
  }
  return () => {
    const since = count;
    count = 0;
    return since;
  };
}

/** Whether nobody is at the wall, and nothing is shown that a reload would end. */
function useQuiet(): () => boolean {
  const board = useBoard();
  const page = usePage();
  const scenes = useScenes();
  let touchedAt = performance.now();
  useTouch(() => {
    touchedAt = performance.now();
  });
  return () =>
    performance.now() - touchedAt > quietMs &&
    !page.away &&
    scenes.visiting === undefined &&
    board.mode === 'live' &&
    board.connection === 'live';
}

/** Tells the server how this page is, and begins it anew in a quiet minute before a leak hurts. */
export function useVitals(): void {
  const board = useBoard();
  const recovery = useRecovery();
  const longTasks = useLongTasks();
  const quiet = useQuiet();
  const leaks = new LeakWatch();
  let leaking = false;

  function report(frameMs: number | undefined): void {
    const heap = heapBytes();
    const vitals: Vitals = {
      uptimeSeconds: Math.round(performance.now() / 1000),
      ...(heap !== undefined && { heapBytes: heap }),
      nodes: document.getElementsByTagName('*').length,
      listeners: listenerCount(),
      ...(frameMs !== undefined && { frameMs }),
      longTasks: longTasks(),
      recoveries: recovery.count,
    };
    board.tell(vitals);
    leaking ||=
      leaks.take({ heapBytes: heap, nodes: vitals.nodes, listeners: vitals.listeners }) !== undefined;
  }

  useInterval(() => {
    // A page that is not seen draws no frames to be measured.
    if (document.hidden) report(undefined);
    else measureFrames(report);
  }, vitalsMs);

  useInterval(() => {
    if (leaking && quiet()) leaking = !reloadToRecover(recoveryRestMs);
  }, quietMs / 6);
}

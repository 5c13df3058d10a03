import { watch } from 'vue';
import { replayBases } from '../../../shared/wire/replay.ts';
import { useBoard } from '../../stores/board.ts';
import { useClock } from '../../stores/clock.ts';
import { useCounty } from '../../stores/county.ts';
import { fastest, slowest } from '../../stores/playhead.ts';
import { useQuery } from '../../stores/query.ts';
import { useReplay } from '../../stores/replay.ts';
import { spanOf, textOf } from '../../stores/replay-span.ts';

const speedElse = 600;

/**
 * Ties replays to the address: `?replay=2026-11-21`, or `<from>/<to>`, with `&speed=` and `&basis=` begins one, and a
 * replay that is begun by hand stands there.
 */
export function useReplayAddress(): void {
  const board = useBoard();
  const clock = useClock();
  const county = useCounty();
  const query = useQuery();
  const replay = useReplay();
  /** What the address said when it and the replay were last the same. */
  let same = '';

  function begin(text: string): void {
    same = text;
    const span = spanOf(text, clock.tz, clock.present);
    const speed = Number(query.read('speed'));
    if (span === undefined) replay.refuse('bad-span');
    else
      replay.open({
        span,
        speed: speed >= slowest && speed <= fastest ? speed : speedElse,
        basis: replayBases.find((basis) => basis === query.read('basis')),
      });
  }

  // Days are the county's and end by the server's clock: both are known with the first board.
  watch(
    [() => query.read('replay'), () => county.profile !== undefined && board.board !== undefined],
    ([text, known]) => {
      if (text === same || (!known && text !== '')) return;
      if (text === '') replay.close();
      else begin(text);
    },
    { immediate: true },
  );
  watch(
    () => replay.span,
    (span) => {
      same = span ? textOf(span, clock.tz, clock.present) : '';
      query.write('replay', same);
    },
  );
  watch(
    () => [replay.head?.speed, replay.basis] as const,
    ([speed, basis]) => {
      query.write('speed', speed === undefined ? '' : String(speed));
      query.write('basis', basis ?? '');
    },
  );
}

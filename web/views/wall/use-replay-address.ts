import { watch } from 'vue';
import { replayBases } from '../../../shared/wire/replay.ts';
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

  // Days are the county's, so they are known with it; a replay needs a place as well.
  watch(
    [() => query.read('replay'), () => county.profile !== undefined],
    ([text, known]) => {
      if (!known || text === same) return;
      if (text === '') {
        same = '';
        replay.close();
      } else begin(text);
    },
    { immediate: true },
  );
  watch(
    () => [replay.span, replay.basis, replay.head?.speed] as const,
    ([span, basis, speed]) => {
      same = span ? textOf(span, clock.tz, clock.present) : '';
      query.write('replay', same);
      query.write('speed', span && speed ? String(speed) : '');
      query.write('basis', (span && basis) ?? '');
    },
  );
}

import { type Ref, ref } from 'vue';
import { type Picture, type ScreenReplica, useScreenReplica } from './screen-replica.ts';

/** What the screen shows: the present, an instant of a replay, or the picture that it had when it was frozen. */
export type ScreenMode = 'live' | 'replay' | 'frozen';

export interface Past {
  /** Turns with the first picture of the past and not before: a screen never says one time and shows another. */
  mode: Ref<ScreenMode>;
  shown: ScreenReplica<Picture>;
  /** Where the clock of the screen stands while it does not show the present. */
  heldAt: Ref<number | undefined>;
  /** Shows an instant of a replay. */
  replay(picture: Picture): void;
  /** Keeps this picture, and with it the time that the clock said. */
  freeze(picture: Picture, at: number): void;
  /** Back to the present. */
  release(): void;
}

/** What the screen shows in place of the present, which is followed all the while. */
export function usePast(): Past {
  const mode = ref<ScreenMode>('live');
  const heldAt = ref<number>();
  let wanted: ScreenMode = 'live';
  let frozenAt: number | undefined;
  const shown = useScreenReplica<Picture>((picture) => {
    shown.asOf.value = picture.asOf;
    heldAt.value = frozenAt ?? picture.asOf;
    mode.value = wanted;
  });
  const begin = (next: ScreenMode, at?: number): void => {
    // A frozen picture must not pass for one of the replay, nor the other way round.
    if (wanted !== next) shown.forget();
    wanted = next;
    frozenAt = at;
  };

  return {
    mode,
    shown,
    heldAt,
    replay(picture) {
      begin('replay');
      shown.changed(picture);
    },
    freeze(picture, at) {
      begin('frozen', at);
      shown.changed(picture);
    },
    release() {
      begin('live');
      mode.value = 'live';
      heldAt.value = undefined;
    },
  };
}

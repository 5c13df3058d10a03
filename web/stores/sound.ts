/** The sound of new alerts: whether it is wanted now, and whether the browser lets it be heard. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { hourMinute } from '../format/time.ts';
import { Chime } from '../sound/chime.ts';
import { isNight } from '../survival/night.ts';
import { useBoard } from './board.ts';
import { useClock } from './clock.ts';
import { useCounty } from './county.ts';
import { useMood } from './mood.ts';

export type SoundState =
  | 'on'
  /** Switched off, for this page. */
  | 'off'
  /** Quiet hours, a solemn day, the past on the screen. */
  | 'quiet'
  /** The browser waits for a touch or a key. */
  | 'blocked';

export const useSound = defineStore('sound', () => {
  const board = useBoard();
  const clock = useClock();
  const county = useCounty();
  const mood = useMood();
  const chime = new Chime();
  const wanted = ref(true);
  /** Undefined until the browser was asked. */
  const allowed = ref<boolean>();
  const rings = ref(0);

  const quietHours = computed(() => {
    const span = county.profile?.wall.quietHours;
    return span !== undefined && isNight(hourMinute(clock.present, clock.tz), span);
  });
  const state = computed<SoundState>(() => {
    if (!wanted.value) return 'off';
    if (mood.solemn || quietHours.value || board.mode !== 'live') return 'quiet';
    return allowed.value === false ? 'blocked' : 'on';
  });

  /** Asks the browser; to be called again after a touch or a key. */
  async function enable(): Promise<void> {
    if (wanted.value) allowed.value = await chime.open();
  }
  function ring(): void {
    if (state.value !== 'on') return;
    if (chime.ring()) rings.value += 1;
    else allowed.value = false;
  }
  return { wanted, allowed, state, rings, enable, ring };
});

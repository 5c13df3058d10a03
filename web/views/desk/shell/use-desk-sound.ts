/** New alerts sound at the desk as they do on the wall, unless whoever sits there has switched it off. */
import { computed } from 'vue';
import { useAlertSound } from '../../../sound/use-alert-sound.ts';
import { useSound } from '../../../stores/sound.ts';

const storageKey = 'desk-sound';

function isOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'off';
  } catch {
    // A browser that keeps nothing for this page sounds.
    return false;
  }
}

export function useDeskSound(): void {
  const sound = useSound();
  sound.wanted = !isOff();
  useAlertSound(() => false);
}

/** The switch, and why nothing is heard though it is on. */
export function useSoundSwitch() {
  const sound = useSound();
  const on = computed({
    get: () => sound.wanted,
    set: (wanted) => {
      sound.wanted = wanted;
      try {
        localStorage.setItem(storageKey, wanted ? 'on' : 'off');
      } catch {
        // As above: it holds as long as the page.
      }
      if (wanted) void sound.enable();
    },
  });
  const note = computed(() => {
    if (sound.state === 'quiet') return '静音时段';
    return sound.state === 'blocked' ? '点一下页面即可发声' : '';
  });
  return { on, note };
}

import { watchEffect } from 'vue';
import { useMood } from '../../stores/mood.ts';

/** Marks a solemn day on the root element, which the styles draw grey. */
export function useMoodMark(): void {
  const mood = useMood();
  watchEffect(() => {
    if (mood.solemn) document.documentElement.dataset.mood = 'solemn';
    else delete document.documentElement.dataset.mood;
  });
}

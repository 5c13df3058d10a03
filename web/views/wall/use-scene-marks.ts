import { watchEffect } from 'vue';
import { useMood } from '../../stores/mood.ts';
import { useScenes } from '../../stores/scenes.ts';

/** Marks on the root element which scene is shown, that it is a step of a visit, and a solemn day: for styles and scripts. */
export function useSceneMarks(): void {
  const mood = useMood();
  const scenes = useScenes();
  const mark = (name: string, value: string | undefined): void => {
    if (value === undefined) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  };
  watchEffect(() => mark('mood', mood.solemn ? 'solemn' : undefined));
  watchEffect(() => mark('scene', scenes.current?.id));
  watchEffect(() => mark('visit', scenes.visiting && String(scenes.visiting.at + 1)));
}

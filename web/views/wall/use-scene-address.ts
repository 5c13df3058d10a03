import { watch } from 'vue';
import { useCounty } from '../../stores/county.ts';
import { useMood } from '../../stores/mood.ts';
import { useQuery } from '../../stores/query.ts';
import { useScenes } from '../../stores/scenes.ts';

/** Ties the scenes to the address, so that a reload comes back to the same view: `?scene=`, `?visit=`, `?mood=`. */
export function useSceneAddress(): void {
  const county = useCounty();
  const mood = useMood();
  const query = useQuery();
  const scenes = useScenes();

  watch(
    () => query.read('mood'),
    (asked) => {
      mood.asked = asked === 'solemn';
    },
    { immediate: true },
  );
  watch(
    () => query.read('scene'),
    (scene) => scenes.takeAddress(scene),
    { immediate: true },
  );
  watch(
    () => scenes.address,
    (address) => query.write('scene', address),
  );

  /** Steps are counted from 1 in the address; where it leads is known with the county. */
  watch(
    [() => query.read('visit'), () => county.profile === undefined],
    ([step, unknown]) => {
      if (unknown) return;
      if (step === '') scenes.endVisit();
      else if (Number(step) - 1 !== scenes.visiting?.at) scenes.beginVisit(Math.trunc(Number(step)) - 1 || 0);
    },
    { immediate: true },
  );
  watch(
    () => scenes.visiting?.at,
    (at) => query.write('visit', at === undefined ? '' : String(at + 1)),
  );
}

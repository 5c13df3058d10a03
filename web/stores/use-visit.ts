import { computed, shallowRef } from 'vue';
import { useCounty } from './county.ts';
import { usePage } from './page.ts';
import { beginVisit, stepVisit, type Visit, type VisitEvent } from './visit.ts';

const secondMs = 1000;

/** The visit of the county's profile: leads the page from place to place, and back to where it began. */
export function useVisit() {
  const county = useCounty();
  const page = usePage();
  const state = shallowRef<Visit>();
  const steps = computed(() => county.profile?.wall.visit ?? []);
  const rules = computed(() => ({
    steps: steps.value.map(({ seconds }) => (seconds === undefined ? undefined : seconds * secondMs)),
  }));
  let from = '';

  function show(next: Visit | undefined): void {
    const moved = next?.at !== state.value?.at;
    if (state.value === undefined) from = page.scope;
    state.value = next;
    if (moved) page.visit((next && steps.value[next.at]?.scope) ?? from);
  }
  function step(event: VisitEvent): void {
    if (state.value) show(stepVisit(state.value, event, rules.value));
  }
  /** What the step shows and says, and which of how many it is, counted from 0. */
  const current = computed(() => {
    const one = state.value && steps.value[state.value.at];
    return state.value && one && { ...one, at: state.value.at, of: steps.value.length };
  });
  const begin = (at = 0): void => show(beginVisit(at, rules.value));
  const end = (): void => {
    if (state.value) show(undefined);
  };
  return { steps, current, step, begin, end };
}

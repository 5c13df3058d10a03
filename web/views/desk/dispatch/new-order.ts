/** The order that is being written by hand: kept over closing the form and over a lost line. */
import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import { newCommandId, sendOrder } from '../../../api/desk.ts';
import { useClock } from '../../../stores/clock.ts';
import { faultOf } from '../parts/fault.ts';
import { useDeskPlace } from '../shell/desk-place.ts';
import { useDeskToasts } from '../shell/desk-toasts.ts';
import { emptyOrder, faultsOf, isTouched, localInstant, orderOf } from './order-form.ts';

export const useNewOrder = defineStore('new-order', () => {
  const place = useDeskPlace();
  const clock = useClock();
  const toasts = useDeskToasts();
  const form = reactive(emptyOrder());
  /** When it is wished for, by the clock of the county: `2026-11-22 17:30`. */
  const due = ref<string | null>(null);
  const busy = ref(false);
  const fault = ref<string>();
  /** The same order sent twice is placed once. */
  let commandId = newCommandId();

  const whole = computed(() => ({
    ...form,
    dueAt: due.value ? localInstant(due.value, clock.tz) : undefined,
  }));
  const faults = computed(() => faultsOf(whole.value, clock.now));
  const touched = computed(() => isTouched(whole.value));

  function reset(): void {
    Object.assign(form, emptyOrder());
    due.value = null;
    fault.value = undefined;
    commandId = newCommandId();
  }

  /** The id of the order, where it was placed. */
  async function send(): Promise<string | undefined> {
    if (busy.value || Object.keys(faults.value).length > 0) return undefined;
    busy.value = true;
    fault.value = undefined;
    try {
      const answer = await sendOrder(place.county, orderOf(whole.value, commandId));
      reset();
      toasts.tell('已录入点单，请派单');
      return answer.id;
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { form, due, busy, fault, faults, touched, reset, send };
});

/**
 * A change of the registers on its way: planned, looked at, written, projected anew. What was typed stays with
 * whoever asks; where somebody else was faster, the plan is that of the registers as they are now.
 */
import { onScopeDispose, ref, type ShallowRef, shallowRef } from 'vue';
import type { RegisterChange, RegisterPlan, RegisterProgress } from '../../../../../shared/wire/registers.ts';
import { getChangeProgress, planChange, writeChange } from '../../../../api/registers.ts';
import { RequestError } from '../../../../live/request.ts';
import { useCounty } from '../../../../stores/county.ts';
import { faultOf } from '../../parts/fault.ts';
import { useDeskToasts } from '../../shell/desk-toasts.ts';

const lookMs = 500;
const pause = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

/** A refusal may carry the plan as the registers stand now. */
function planOf(error: unknown): RegisterPlan | undefined {
  if (!(error instanceof RequestError)) return undefined;
  const { plan } = error.problem as typeof error.problem & { plan?: RegisterPlan };
  return plan;
}

/** Follows the writing to its end. @throws where it failed, or the server does not answer. */
async function follow(
  county: string,
  progress: ShallowRef<RegisterProgress | undefined>,
  gone: () => boolean,
): Promise<void> {
  while (progress.value?.state === 'running' && !gone()) {
    await pause(lookMs);
    progress.value = await getChangeProgress(county);
  }
  if (progress.value?.state === 'failed') throw new Error('not written');
}

/** Who has written last, as far as the server can tell. */
const lastWriter = (county: string): Promise<string> =>
  getChangeProgress(county).then(
    ({ by }) => by ?? '',
    () => '',
  );

/** What went wrong with the writing, in words for the screen. */
const writingFault = (progress: RegisterProgress | undefined, error: unknown): string =>
  progress?.state === 'failed' ? (progress.problem?.zh ?? '没有写成，原来的内容不变') : faultOf(error);

export function useRegisterChange(county: () => string) {
  const counties = useCounty();
  const toasts = useDeskToasts();
  const plan = shallowRef<RegisterPlan>();
  /** Who has changed the registers since the plan that was looked at; empty where that is not known. */
  const overtaken = ref<string>();
  const progress = shallowRef<RegisterProgress>();
  const busy = ref(false);
  const fault = ref<string>();
  let change: RegisterChange = {};
  let gone = false;
  onScopeDispose(() => {
    gone = true;
  });

  async function ask(wanted: RegisterChange): Promise<void> {
    if (busy.value) return;
    change = wanted;
    busy.value = true;
    fault.value = undefined;
    overtaken.value = undefined;
    try {
      plan.value = await planChange(county(), wanted);
    } catch (error) {
      plan.value = planOf(error);
      fault.value = plan.value === undefined ? faultOf(error) : undefined;
    } finally {
      busy.value = false;
    }
  }

  /** Whether it was written. */
  async function write(): Promise<boolean> {
    if (busy.value || plan.value === undefined || !plan.value.ok) return false;
    busy.value = true;
    fault.value = undefined;
    const { version, planId } = plan.value;
    try {
      progress.value = await writeChange(county(), { version, planId, change });
      await follow(county(), progress, () => gone);
      toasts.tell('已写入，各屏已更新');
      await counties.load(county());
      return true;
    } catch (error) {
      const now = planOf(error);
      if (now) plan.value = now;
      const wasOvertaken = error instanceof RequestError && error.problem.code === 'overtaken';
      overtaken.value = wasOvertaken ? await lastWriter(county()) : undefined;
      if (!wasOvertaken) fault.value = writingFault(progress.value, error);
      return false;
    } finally {
      progress.value = undefined;
      busy.value = false;
    }
  }

  /** Back to what is typed or picked. */
  function back(): void {
    plan.value = undefined;
    overtaken.value = undefined;
    fault.value = undefined;
  }

  return { plan, overtaken, progress, busy, fault, ask, write, back };
}
export type RegisterChanging = ReturnType<typeof useRegisterChange>;

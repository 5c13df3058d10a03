/** The report on the page: a draft as of now, or one that is kept, with what has moved since it was made. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { changedFigures, type FigureCell, type Report } from '../../../shared/report/report.ts';
import type { KeptReportAnswer } from '../../../shared/wire/reports.ts';
import { type AskedReport, getDraft, getKeptReport, keepReport } from '../../api/reports.ts';
import { RequestError } from '../../live/request.ts';

const faultOf = (error: unknown): string =>
  error instanceof RequestError
    ? (error.problem.detail.split(' / ')[0] ?? error.problem.detail)
    : '暂时连不上服务器，请稍后再试';

/** What a kept report was asked for: the same days and place. */
const askedFor = ({ head: { scope, kind, span } }: Report): AskedReport =>
  kind === 'span' ? { scope, kind, ...span } : { scope, kind, day: span.from };

export const useReport = defineStore('report', () => {
  const report = shallowRef<Report>();
  const asked = shallowRef<AskedReport>();
  /** The kept one that is shown; undefined for a draft. */
  const kept = shallowRef<KeptReportAnswer>();
  /** How many figures of a kept report would read otherwise today; undefined until that is known. */
  const moved = ref<number>();
  const state = ref<'none' | 'loading' | 'ready' | 'failed'>('none');
  const fault = ref('');
  /** A figure whose evidence is open, in a scope. */
  const opened = shallowRef<{ scope: string; name: string; cell: FigureCell }>();
  let turn = 0;

  async function show(work: () => Promise<void>): Promise<void> {
    const own = ++turn;
    state.value = 'loading';
    opened.value = undefined;
    try {
      await work();
      if (own === turn) state.value = 'ready';
    } catch (error) {
      if (own !== turn) return;
      state.value = 'failed';
      fault.value = faultOf(error);
    }
  }

  const make = (wanted: AskedReport): Promise<void> =>
    show(async () => {
      asked.value = wanted;
      const made = await getDraft(wanted);
      if (asked.value !== wanted) return;
      report.value = made;
      kept.value = undefined;
      moved.value = undefined;
    });

  const open = (id: string): Promise<void> =>
    show(async () => {
      const { report: body, ...head } = await getKeptReport(id);
      report.value = body;
      kept.value = head;
      moved.value = undefined;
      const wanted = askedFor(body);
      asked.value = wanted;
      // Only to say whether anything has come since: the report stands without it.
      void getDraft(wanted)
        .then((now) => {
          if (kept.value?.id === id) moved.value = changedFigures(body, now);
        })
        .catch(() => undefined);
    });

  /** Keeps the draft; answers its id. */
  async function keep(): Promise<string | undefined> {
    if (!asked.value) return undefined;
    try {
      const { id } = await keepReport(asked.value);
      return id;
    } catch (error) {
      fault.value = faultOf(error);
      state.value = 'failed';
      return undefined;
    }
  }

  return { report, asked, kept, moved, state, fault, opened, make, open, keep };
});

import type { EvidenceAnswer, EvidenceItem } from '../../../shared/wire/http.ts';
import { type FigureKind, formatFigure } from '../../format/figures.ts';

/** Amounts of integers are exact; the tolerance is for means alone. */
const tolerance = 1e-9;

export interface EvidenceSum {
  /** Parts make a mean, amounts a sum; samples of a median make neither. */
  form: 'sum' | 'mean' | 'samples';
  value: number;
}

export function sumOf(items: readonly EvidenceItem[], median: boolean): EvidenceSum {
  if (median) return { form: 'samples', value: items.length };
  const parts = items.filter((item) => item.part !== undefined);
  if (parts.length > 0) {
    const kept = parts.reduce((sum, item) => sum + (item.part ?? 0), 0);
    return { form: 'mean', value: kept / parts.length };
  }
  return { form: 'sum', value: items.reduce((sum, item) => sum + (item.amount ?? 0), 0) };
}

/** What the drawer says over its list: how much of the number the listed things explain. */
export function summaryOf(answer: EvidenceAnswer, kind: FigureKind, median: boolean): string {
  const { items } = answer;
  const { form, value } = sumOf(items, median);
  const listed = `已列 ${items.length} 条`;
  if (items.length === 0) return '没有可列的明细';
  if (form === 'samples') return `${listed}样本${answer.cursor === null ? '，取其中位' : ''}`;
  const word = form === 'mean' ? '达成比例' : '合计';
  const text = `${listed}，${word} ${formatFigure(value, kind)}`;
  if (answer.cursor !== null) return text;
  const equal = answer.value !== undefined && Math.abs(answer.value - value) <= tolerance;
  return equal ? `${text}，与数值一致 ✓` : text;
}

import type { Freshness } from '../../../shared/board/board.ts';
import { hourMinute, hourMinuteSecond } from '../../format/time.ts';
import type { ScreenMode } from '../../stores/past.ts';

export interface HeadState {
  mode: ScreenMode;
  freshness: Freshness;
  /** Until when the figures hold (ms); undefined where there are none yet. */
  asOf: number | undefined;
  tz: string;
}

/** Why the figures are not of this moment, with a shape beside the words; undefined where they are. */
export function staleLine({
  mode,
  freshness,
  asOf,
  tz,
}: HeadState): { mark: string; text: string } | undefined {
  if (asOf === undefined) return undefined;
  const until = hourMinuteSecond(asOf, tz);
  if (mode === 'replay') return { mark: '▷', text: `回放 · 截至 ${hourMinute(asOf, tz)}` };
  if (mode === 'frozen') return { mark: '‖', text: `已定格 · 截至 ${until}` };
  if (freshness === 'late') return { mark: '◐', text: `数据延迟 · 数据截至 ${until}` };
  if (freshness === 'silent') return { mark: '○', text: `无数据更新 · 数据截至 ${until}` };
  return undefined;
}

export interface HeadWords {
  period: string;
  unit: string | undefined;
  /** The period says its own end. */
  endless: boolean;
}

/** What a panel's figures are of, and until when where they are of this moment: `本月 · 截至 17:42 · 场`. */
export function periodLine({ period, unit, endless }: HeadWords, state: HeadState): string {
  const { asOf, tz } = state;
  const until =
    asOf === undefined || endless || staleLine(state) !== undefined ? '' : `截至 ${hourMinute(asOf, tz)}`;
  return [period, until, unit ?? ''].filter((part) => part !== '').join(' · ');
}

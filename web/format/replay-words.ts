/** The words of a replay. */
import { type ReplayBasis, type ReplayRefusal, replayMaxDays } from '../../shared/wire/replay.ts';
import { span } from './time.ts';

/** What a replayed instant knows, in full and for a narrow place. */
export const basisWords: Record<ReplayBasis, { full: string; short: string }> = {
  received: { full: '按接收顺序（当时所见）', short: '当时所见' },
  happened: { full: '按发生时间（含后到数据）', short: '含后到数据' },
};

export function replayRefusalWord(code: ReplayRefusal): string {
  switch (code) {
    case 'unknown-scope':
      return '没有找到要回放的范围';
    case 'forbidden-scope':
      return '本屏无权回放该范围';
    case 'bad-span':
      return `该时段不能回放：须是已经过去的时间，最多 ${replayMaxDays} 天`;
    case 'busy':
      return '正在回放的屏幕已满，请稍后再试';
    case 'unknown-replay':
      return '这次回放已结束，请重新开始';
    case 'unavailable':
      return '暂时无法回放，请稍后再试';
  }
}

/** Why a span cannot be replayed. */
export function spanFaultWord(fault: 'empty' | 'future' | 'long'): string {
  switch (fault) {
    case 'empty':
      return '请选择时段，结束不早于开始';
    case 'future':
      return '还没有到的日子不能回放';
    case 'long':
      return `一次最多回放 ${replayMaxDays} 天`;
  }
}

/** How long a replay takes: `约 2 分`, `约 24 秒`. */
export function lengthWord(ms: number, speed: number): string {
  const seconds = Math.ceil(ms / speed / 1000);
  return seconds < 90 ? `约 ${seconds} 秒` : `约 ${span(Math.round(seconds / 60) * 60_000)}`;
}

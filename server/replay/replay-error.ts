import type { ReplayRefusal, ReplayRefused } from '../../shared/wire/replay.ts';

const details: Record<ReplayRefusal, string> = {
  'unknown-scope': '没有这个范围 / no such scope on this server',
  'forbidden-scope': '无权查看该范围 / not allowed to see this scope',
  'bad-span':
    '回放时段无效：须早于现在、不超过31天，数据过多时请缩短 / not a span of the past of at most 31 days, or too many events in it',
  busy: '同时进行的回放过多，请稍后再试 / as many replays as this server allows are under way',
  'unknown-replay': '回放已结束，请重新打开 / this replay is over, open another one',
  unavailable: '暂时无法回放 / the replay cannot be read just now',
};

export const refused = (code: ReplayRefusal): ReplayRefused => ({ ok: false, code, detail: details[code] });

/** Ends a request for a replay with a refusal. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly code: ReplayRefusal;

  constructor(code: ReplayRefusal) {
    super(code);
    this.code = code;
  }
}

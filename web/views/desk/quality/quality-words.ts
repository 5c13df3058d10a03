/** Words for what is wrong with data. */
import type { QualityKind } from '../../../../shared/wire/quality.ts';

export const kindWords: Record<QualityKind, { word: string; explains: string }> = {
  'duplicate-order': { word: '疑似重复点单', explains: '看起来是同一件事的点单；在调度里并单' },
  'duplicate-record': { word: '疑似重复时长', explains: '同一志愿者重叠或相同的服务记录' },
  'late-entry': { word: '迟报', explains: '事后很久才收到的数据，按发生时间计入' },
  'open-check-in': { word: '未签退', explains: '超过单次最长时长仍未签退，不计时长，待补录或撤销' },
  implausible: { word: '时长存疑', explains: '超出常理的时长或惠及人次，核实后仍计入，或撤销' },
  'left-out': { word: '未采纳', explains: '不属于本站点的话，不计入任何数字' },
  source: { word: '数据来源', explains: '多时没有数据的站点' },
};

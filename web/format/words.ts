/** The words of the screen for the closed sets of the contract. */
import type { AlertRule, Severity } from '../../shared/board/board.ts';

/** Rules of alerts as the bar reads them; `silentDays` is the profile's. */
export function ruleWord(rule: AlertRule, silentDays: number): string {
  switch (rule) {
    case 'order-unanswered':
      return '超时未响应';
    case 'order-overdue':
      return '超时未办结';
    case 'site-silent':
      return `${silentDays}天未开展活动`;
    case 'source-stale':
      return '数据中断';
    case 'low-rating':
      return '低分待回访';
    case 'open-check-in':
      return '未签退';
    case 'implausible-hours':
      return '时长存疑';
    case 'platform-gap':
      return '平台空白';
  }
}

/** A shape for each severity, so that none is told by colour alone. */
export const severityShapes: Record<Severity, string> = { urgent: '▲', warning: '◆', info: '●' };

export const severityOrder: readonly Severity[] = ['urgent', 'warning', 'info'];

/** Two characters for the chip of a feed row, and the tone of the chip. */
export type ChipTone = 'activity' | 'placed' | 'moving' | 'done' | 'stopped' | 'project';

const chips: Record<string, { word: string; tone: ChipTone }> = {
  'activity.published': { word: '发布', tone: 'activity' },
  'activity.started': { word: '开始', tone: 'activity' },
  'activity.ended': { word: '结束', tone: 'activity' },
  'order.placed': { word: '点单', tone: 'placed' },
  'order.offered': { word: '派单', tone: 'moving' },
  'order.accepted': { word: '接单', tone: 'moving' },
  'order.declined': { word: '退单', tone: 'stopped' },
  'order.completed': { word: '办结', tone: 'done' },
  'order.rated': { word: '评单', tone: 'done' },
  'order.showcased': { word: '晒单', tone: 'done' },
  'order.cancelled': { word: '撤单', tone: 'stopped' },
  'project.advanced': { word: '项目', tone: 'project' },
};

const wishChips: Record<string, string> = {
  'order.placed': '心愿',
  'order.accepted': '认领',
  'order.completed': '圆梦',
};

export function chipOf(type: string, kind: 'service' | 'wish' | undefined): { word: string; tone: ChipTone } {
  const chip = chips[type] ?? { word: '动态', tone: 'project' };
  const wish = kind === 'wish' ? wishChips[type] : undefined;
  return wish === undefined ? chip : { ...chip, word: wish };
}

/** Why a member of the board is left out. */
export function absenceReason(path: string): string {
  switch (path) {
    case 'orders.satisfaction':
      return '本月暂无评价';
    case 'orders.onTimeRate':
      return '本月暂无到期';
    case 'orders.responseRate':
      return '本月暂无应答';
    case 'orders.responseMinutesMedian':
      return '本月暂无响应';
    default:
      return path.startsWith('coverage.circle') ? '未提供村庄坐标' : '暂无数据';
  }
}

/** A site by what sets it apart: among practice sites the words 文明实践站 say nothing. */
export function siteLabel(name: string): string {
  return (
    name.replace(/(文化广场|文化礼堂)?(新时代)?文明实践(分中心|所|站|点|基地)$/, '').replace(/分中心$/, '') ||
    name
  );
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `5` → `五`, for 四单闭环 and 五大平台; larger numbers keep their digits. */
export const chineseNumber = (n: number): string => digits[n] ?? String(n);

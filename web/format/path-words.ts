/** What a path of the board is called, and which period it is of: the head of a drawer. */
import { daysBetween } from './time.ts';

const measureNames: Record<string, string> = {
  activities: '活动场次',
  participants: '参与人次',
  beneficiaries: '惠及群众',
  serviceMinutes: '志愿服务时长',
  autoServiceMinutes: '自动记录时长',
  serviceRecords: '志愿者上岗人次',
  activeVolunteers: '活跃志愿者',
  ordersPlaced: '点单',
  ordersCompleted: '办结',
  wishesPlaced: '微心愿',
  wishesCompleted: '圆梦',
  pointsGranted: '积分发放',
  pointsRedeemed: '积分兑换',
  onDuty: '在岗志愿者',
  openCheckIns: '未签退',
  activitiesRunning: '进行中的活动',
  ordersOpen: '在办',
  ordersOverdue: '超时',
  registeredVolunteers: '注册志愿者',
  alerts: '待处置',
  silentSites: '未开展活动的站点',
  responseRate: '响应率',
  onTimeRate: '按时办结率',
  satisfaction: '满意率',
  responseMinutesMedian: '响应中位',
  placed: '点单',
  offered: '派单',
  accepted: '接单',
  completed: '办结',
  rated: '评单',
  showcased: '晒单',
  declined: '退单',
  cancelled: '撤单',
  count: '涉及',
  live: '实时站点',
  late: '近期有数据的站点',
  silent: '长期无数据的站点',
  open: '已建成',
  units: '规划数',
  covered: '圈内村',
  villages: '村庄',
};

const periods: Record<string, string> = {
  today: '今日',
  yesterday: '昨日全天',
  week: '本周',
  month: '本月',
  lastMonth: '上月',
  year: '本年',
  all: '累计',
};

const ofMonth = new Set(['platforms', 'categories', 'teams', 'orders']);

/** The period of a path: `本月`, `今日`, `现在`, `近30天` … `today` is the board's day. */
export function periodOf(path: string, today: string, silentDays: number): string {
  const [section = '', second = ''] = path.split('.');
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (section === 'totals') return periods[second] ?? '';
  if (section === 'trend') return daysBetween(second, today) === 0 ? '今日' : second;
  if (section === 'hours') return `今日 ${second}:00–${second}:59`;
  if (section === 'coverage') {
    if (second === 'platforms') return '近30天';
    return second === 'activeSites' ? `近${silentDays}天` : '现有';
  }
  if (section === 'children')
    return /^(activities|serviceMinutes|beneficiaries)$/.test(last) ? '本月' : '现在';
  return ofMonth.has(section) ? '本月' : '现在';
}

/** The measure's name; `keyNames` resolves keys of the profile: tiers, platforms, towns, stages. */
export function nameOf(path: string, keyNames: (key: string) => string | undefined): string {
  const parts = path.split('.');
  const last = parts[parts.length - 1] ?? '';
  if (path === 'now.teams') return '志愿服务队伍';
  const named = parts
    .slice(1, -1)
    .map(keyNames)
    .filter((name) => name !== undefined);
  return [...named, measureNames[last] ?? keyNames(last) ?? last].join(' · ');
}

/** The unit that stands beside the figure. */
export function unitOf(path: string): string {
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (/^(responseRate|onTimeRate|satisfaction)$/.test(last)) return '';
  if (/Minutes(Median)?$/.test(last)) return '小时';
  if (/^(activities|activitiesRunning)$/.test(last) || path.startsWith('coverage.platforms.')) return '场';
  if (/^(participants|beneficiaries|serviceRecords)$/.test(last)) return '人次';
  if (/Volunteers$|^onDuty$/.test(last)) return '人';
  if (/^orders|^wishes/.test(last) || path.startsWith('orders.month.')) return '单';
  if (/^points/.test(last)) return '分';
  if (path === 'now.teams') return '支';
  if (path.startsWith('projects.')) return '项';
  if (path.startsWith('now.s') || path.startsWith('coverage.') || last === 'silentSites') return '个';
  return '';
}

export interface LiveFigure {
  name: string;
  path: string;
  unit: string;
  beside: { name: string; path: string }[];
}

const openCheckIns = { name: '未签退', path: 'now.openCheckIns' };

/** The figures of the day, each with what is read beside it; open check-ins only where there are some. */
export const liveFigures = (checkInsOpen: boolean): LiveFigure[] => [
  {
    name: '活动',
    path: 'totals.today.activities',
    unit: '场',
    beside: [
      { name: '昨日全天', path: 'totals.yesterday.activities' },
      { name: '进行中', path: 'now.activitiesRunning' },
    ],
  },
  {
    name: '志愿服务时长',
    path: 'totals.today.serviceMinutes',
    unit: '小时',
    beside: [{ name: '自动记录', path: 'totals.today.autoServiceMinutes' }],
  },
  {
    name: '点单',
    path: 'totals.today.ordersPlaced',
    unit: '单',
    beside: [{ name: '今日办结', path: 'totals.today.ordersCompleted' }],
  },
  { name: '在岗志愿者', path: 'now.onDuty', unit: '人', beside: checkInsOpen ? [openCheckIns] : [] },
];

/** Sections of orders and volunteers, and of what stands when the report is made. Pure. */
import { alertDefinitions } from '../alerts/registry.ts';
import type { BoardAlert, BoardOrders, OrderStage, Severity } from '../board/board.ts';
import { localTime } from '../domain/time.ts';
import { measureOf } from '../measures/registry.ts';
import type { FigureKind } from './figure-text.ts';
import type { ReportNumbers } from './numbers.ts';
import type { ReportCell, ReportSection } from './report.ts';
import { comparedCells, comparedColumns, figure } from './sections-period.ts';
import { type CohortMeasure, spanPath } from './span-path.ts';

const stageNames: Readonly<Record<OrderStage, string>> = {
  placed: '点单',
  offered: '派单',
  accepted: '接单',
  completed: '办结',
  rated: '评单',
  showcased: '晒单',
  declined: '退单',
  cancelled: '撤单',
};

/** The steps that the profile names, and those that every order may come to. */
function stagesOf({ orderSteps }: ReportNumbers): { id: OrderStage; name: string }[] {
  const named = new Map(orderSteps.map(({ id, name }) => [id, name]));
  const always = new Set<OrderStage>(['placed', 'completed', 'declined', 'cancelled']);
  return (Object.keys(stageNames) as OrderStage[])
    .filter((id) => named.has(id) || always.has(id))
    .map((id) => ({ id, name: named.get(id) ?? stageNames[id] }));
}

const rates: readonly { id: Exclude<CohortMeasure, 'orderStages'>; kind: FigureKind; unit: string }[] = [
  { id: 'responseRate', kind: 'rate', unit: '%' },
  { id: 'onTimeRate', kind: 'rate', unit: '%' },
  { id: 'satisfaction', kind: 'rate', unit: '%' },
  { id: 'responseMinutesMedian', kind: 'minutes', unit: '分钟' },
];

export function ordersSection(numbers: ReportNumbers): ReportSection {
  const { own, before, lastYear } = numbers.orders;
  const row = (
    name: string,
    unit: string,
    kind: FigureKind,
    read: (orders: BoardOrders) => number | undefined,
    path: (span: 'span' | 'before' | 'lastYear') => string,
  ): ReportCell[] => [
    name,
    unit,
    ...comparedCells(kind, [read(own), before && read(before), lastYear && read(lastYear)], path),
  ];
  return {
    id: 'orders',
    title: '点单办理',
    columns: [{ label: '环节与效率' }, { label: '单位' }, ...comparedColumns(numbers)],
    rows: [
      ...stagesOf(numbers).map(({ id, name }) =>
        row(
          name,
          '单',
          'count',
          ({ month }) => month[id],
          (span) => spanPath(numbers[span], 'orderStages', 'stage', id),
        ),
      ),
      ...rates.map(({ id, kind, unit }) =>
        row(
          measureOf(id).name.zh,
          unit,
          kind,
          (orders) => orders[id],
          (span) => spanPath(numbers[span], id),
        ),
      ),
    ],
    notes: ['按点单日期归集：本期所点的单，截至数据时间各到达哪些环节。与按发生日计的“点单、办结”口径不同。'],
  };
}

export function volunteersSection({ totals, span, board }: ReportNumbers): ReportSection {
  const { own } = totals;
  const late = own.serviceMinutes - own.autoServiceMinutes;
  return {
    id: 'volunteers',
    title: '志愿者与服务时长',
    columns: [{ label: '项目' }, { label: '单位' }, { label: '数值', align: 'right' }],
    rows: [
      [
        '注册志愿者（制表时）',
        '人',
        figure('count', board.now.registeredVolunteers, 'now.registeredVolunteers'),
      ],
      ['活跃志愿者', '人', figure('count', own.activeVolunteers, spanPath(span, 'activeVolunteers'))],
      ['志愿者上岗人次', '人次', figure('count', own.serviceRecords, spanPath(span, 'serviceRecords'))],
      ['志愿服务时长', '小时', figure('hours', own.serviceMinutes, spanPath(span, 'serviceMinutes'))],
      [
        '　其中：签到签退自动记录',
        '小时',
        figure('hours', own.autoServiceMinutes, spanPath(span, 'autoServiceMinutes')),
      ],
      ['　其中：补录', '小时', figure('hours', late)],
    ],
    notes: ['时长按小时计，一位小数，向下取整，分项与合计可以相差0.1小时。'],
  };
}

export function coverageSection({ board, tiers, silentDays }: ReportNumbers): ReportSection {
  const { coverage } = board;
  const rows = tiers
    .filter(({ id }) => coverage.tiers[id] !== undefined)
    .map(({ id, name }): ReportCell[] => {
      const tier = coverage.tiers[id];
      return [
        name,
        figure('count', tier?.open, `coverage.tiers.${id}.open`),
        figure('count', tier?.units, tier?.units === undefined ? undefined : `coverage.tiers.${id}.units`),
        figure('count', coverage.activeSites[id] ?? 0, `coverage.activeSites.${id}`),
      ];
    });
  const circle = coverage.circle;
  const gaps = Object.values(coverage.platforms).filter((platforms) =>
    Object.values(platforms).some((activities) => activities === 0),
  ).length;
  return {
    id: 'coverage',
    title: '阵地覆盖（制表时）',
    columns: [
      { label: '阵地' },
      { label: '开放', unit: '个', align: 'right' },
      { label: '规划', unit: '个', align: 'right' },
      { label: `近${silentDays}天有活动`, unit: '个', align: 'right' },
    ],
    rows,
    notes: [
      ...(circle
        ? [`15分钟文明实践圈：已定位的${circle.units}个村中，${circle.covered}个在范围内有开放站点。`]
        : []),
      `近30天，${Object.keys(coverage.platforms).length}个区域中有${gaps}个至少缺一个平台的活动。`,
    ],
  };
}

const severityNames: Readonly<Record<Severity, string>> = { urgent: '紧急', warning: '警告', info: '提示' };
const alertRows = 20;

export function alertsSection({ board, timeZone }: ReportNumbers): ReportSection {
  const all = Object.values(board.alerts);
  const name = (alert: BoardAlert): string =>
    alertDefinitions.find(({ rule }) => rule === alert.rule)?.name.zh ?? alert.rule;
  const shown = all.slice(0, alertRows);
  return {
    id: 'alerts',
    title: '待处置（制表时）',
    columns: [
      { label: '级别' },
      { label: '类型' },
      { label: '事项' },
      { label: '自' },
      { label: '数量', align: 'right' },
    ],
    rows: shown.map((alert) => [
      severityNames[alert.severity],
      name(alert),
      alert.title,
      localTime(Date.parse(alert.since), timeZone).slice(5, 16).replace('T', ' '),
      figure('count', alert.count),
    ]),
    notes: [
      board.now.alerts > shown.length
        ? `共${board.now.alerts}条，列最紧要的${shown.length}条。`
        : `共${board.now.alerts}条。`,
    ],
  };
}

export function qualitySection({ totals, board }: ReportNumbers): ReportSection {
  const { serviceMinutes, autoServiceMinutes } = totals.own;
  const { sources, openCheckIns } = board.now;
  const share = serviceMinutes === 0 ? undefined : (serviceMinutes - autoServiceMinutes) / serviceMinutes;
  return {
    id: 'quality',
    title: '数据质量',
    columns: [{ label: '项目' }, { label: '单位' }, { label: '数值', align: 'right' }],
    rows: [
      ['补录占服务时长', '%', figure('rate', share)],
      ['未签退（制表时）', '条', figure('count', openCheckIns, 'now.openCheckIns')],
      ['数据源 · 实时（制表时）', '个', figure('count', sources.live, 'now.sources.live')],
      ['数据源 · 延迟（制表时）', '个', figure('count', sources.late, 'now.sources.late')],
      ['数据源 · 沉默（制表时）', '个', figure('count', sources.silent, 'now.sources.silent')],
    ],
    notes: ['迟到的记录按发生时间计入，制表后到达的会使数字变动；以“数据截至”为准。'],
  };
}

import { parseAlertId } from '../../../shared/alerts/alert-id.ts';
import type { AlertRule, Board, BoardAlert } from '../../../shared/board/board.ts';
import { severityOrder } from '../../format/words.ts';
import type { ItemRef } from '../../stores/item.ts';

export interface AlertLine extends BoardAlert {
  id: string;
  /** How many alerts of the board it stands for. */
  alerts: number;
}

/** Causes that are looked at place by place: several of one rule in one town are one line. */
const counted: Partial<Record<AlertRule, string>> = {
  'source-stale': '个站点',
  'open-check-in': '条记录',
  'implausible-hours': '条记录',
};

/** The town of a scope, with its name. */
export type TownOf = (scope: string) => { code: string; name: string } | undefined;

const rank = (line: AlertLine): number => severityOrder.indexOf(line.severity);
/** What is to rest stands last. */
const rests = ({ snoozedUntil }: AlertLine): number => (snoozedUntil === undefined ? 0 : 1);

const inOrder = (a: AlertLine, b: AlertLine): number =>
  rests(a) - rests(b) ||
  rank(a) - rank(b) ||
  Date.parse(a.since) - Date.parse(b.since) ||
  (a.id < b.id ? -1 : 1);

function joined(lines: readonly AlertLine[], town: { code: string; name: string }): AlertLine[] {
  const [oldest, ...others] = lines;
  if (!oldest || others.length === 0) return [...lines];
  const { id, rule, severity, since, owner } = oldest;
  return [
    {
      ...{ id, rule, severity, since },
      ...(owner === undefined ? {} : { owner }),
      title: `${town.name} ${lines.length} ${counted[rule] ?? '项'}`,
      scope: `area:${town.code}`,
      count: lines.length,
      alerts: lines.length,
    },
  ];
}

/** The alerts of a board in the order of the bar: the gravest first, then the oldest. */
export function alertLines(alerts: Board['alerts'], townOf: TownOf = () => undefined): AlertLine[] {
  const lines = Object.entries(alerts).map(([id, alert]): AlertLine => ({ ...alert, id, alerts: 1 }));
  const single: AlertLine[] = [];
  const groups = new Map<string, { town: { code: string; name: string }; lines: AlertLine[] }>();
  for (const line of lines.sort(inOrder)) {
    // What somebody has taken on, or given a rest, is told by itself.
    const free = line.acknowledgedBy === undefined && line.snoozedUntil === undefined;
    const town = free && counted[line.rule] !== undefined ? townOf(line.scope) : undefined;
    if (!town) {
      single.push(line);
      continue;
    }
    const group = groups.get(`${line.rule} ${town.code}`) ?? { town, lines: [] };
    group.lines.push(line);
    groups.set(`${line.rule} ${town.code}`, group);
  }
  const together = [...groups.values()].flatMap((group) => joined(group.lines, group.town));
  return [...single, ...together].sort(inOrder);
}

/** How many alerts stand in how many lines, in words, where not each has a line of its own. */
export function groupNote(lines: readonly AlertLine[]): string | undefined {
  const alerts = lines.reduce((sum, line) => sum + line.alerts, 0);
  return alerts === lines.length ? undefined : `${alerts} 项合为 ${lines.length} 组`;
}

/** The order or activity that an alert is about; undefined where it is about a place. */
export function itemOfAlert({ id, alerts }: Pick<AlertLine, 'id' | 'alerts'>): ItemRef | undefined {
  const name = parseAlertId(id);
  if (alerts > 1 || !name || !('thing' in name)) return undefined;
  const [, kind, rest = ''] = /^(order|activity):(.+)$/s.exec(name.thing) ?? [];
  if (kind === 'order') return { kind, id: rest };
  const colon = rest.indexOf(':');
  return kind === 'activity' ? { kind, id: rest.slice(colon + 1), site: rest.slice(0, colon) } : undefined;
}

/** The rows of a board: what runs now, what needs an answer. */

import { type AlertDefinition, alertMeasure, severities } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions } from '../../shared/alerts/registry.ts';
import type { BoardAlert } from '../../shared/board/board.ts';
import type { BoardPart } from '../../shared/board/board-part.ts';
import { activityTitle, orderTitle } from '../../shared/board/board-text.ts';
import type { CellTable } from '../../shared/board/cell-table.ts';
import { queueEntry, queueLimit } from '../../shared/board/queue-rows.ts';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { period } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { BoardView, ContributionFilter, ContributionRow } from '../store/store.ts';

const rowLimit = 50;

const placeFilter = ({ town, site }: ScopeShare) => ({ ...given('town', town), ...given('site', site) });

const nowFilter = (part: ScopeShare, measure: string): ContributionFilter => ({
  ...placeFilter(part),
  measure,
  span: 'now',
});

/** Things as the projector left them. */
async function thingsOf(
  view: BoardView,
  county: string,
  rows: readonly ContributionRow[],
): Promise<Map<string, Thing>> {
  const entities = await view.entities(
    rows.map(({ thing }) => thing),
    county,
  );
  return new Map([...entities].map(([name, { body }]) => [name, JSON.parse(body) as Thing]));
}

/** The newest running activities of a part [N3]. */
export async function readRunning(view: BoardView, part: ScopeShare): Promise<BoardPart['running']> {
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, 'activitiesRunning'), {
    limit: rowLimit,
  });
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap((row) => {
    const activity = things.get(row.thing);
    if (activity?.kind !== 'activity') return [];
    const running = {
      title: activityTitle(activity, register),
      site: row.site,
      ...given('town', row.town),
      platform: row.platform ?? 'other',
      since: formatInstant(row.at),
    };
    return [{ at: row.at, id: `${row.site} ${activity.id}`, row: running }];
  });
}

/** The open orders of a part with least time left. */
export async function readQueue(view: BoardView, part: ScopeShare): Promise<BoardPart['queue']> {
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, 'ordersByLimit'), {
    limit: queueLimit,
    oldestFirst: true,
  });
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap(({ thing }) => {
    const order = things.get(thing);
    return (order?.kind === 'order' && queueEntry(order, register)) || [];
  });
}

async function thingAlerts(
  view: BoardView,
  part: ScopeShare,
  { rule }: AlertDefinition,
): Promise<BoardPart['alerts']> {
  const { register } = part;
  const rows: ContributionRow[] = [];
  for (const key of severities) {
    const filter = { ...nowFilter(part, alertMeasure(rule)), key };
    const page = { limit: rowLimit - rows.length, oldestFirst: true as const };
    if (page.limit > 0) rows.push(...(await view.contributions(register.code, filter, page)));
  }
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap((row) => {
    const thing = things.get(row.thing);
    if (thing?.kind !== 'order') return [];
    const alert: BoardAlert = {
      rule,
      severity: severities.find((severity) => severity === row.key) ?? 'info',
      title: orderTitle(thing, register),
      scope: row.town === undefined ? `site:${row.site}` : `area:${row.town}`,
      count: 1,
      since: formatInstant(row.at),
      owner: register.responsibleFor(row.town),
    };
    return [{ id: `${rule}:${register.code}:${thing.id}`, alert }];
  });
}

async function townAlerts(
  view: BoardView,
  part: ScopeShare,
  { rule }: AlertDefinition,
): Promise<BoardPart['alerts']> {
  const { register } = part;
  const groups = await view.groups(
    register.code,
    nowFilter({ register, place: part.place }, alertMeasure(rule)),
  );
  return groups
    .filter(({ town }) => part.town === undefined || town === part.town)
    .map(({ town, site, count, firstAt }) => {
      const place = town ?? site ?? register.code;
      const name =
        (town === undefined ? undefined : register.town(town)?.name) ?? register.site(place)?.name ?? '';
      const alert: BoardAlert = {
        rule,
        severity: 'info',
        title: `${name} ${count} 个站点`,
        scope: town === undefined ? `site:${place}` : `area:${town}`,
        count,
        since: formatInstant(firstAt),
        owner: register.responsibleFor(town),
      };
      return { id: `${rule}:${place}`, alert };
    });
}

/** A site's own board names the site, not its town. */
async function siteAlerts(
  view: BoardView,
  part: ScopeShare,
  { rule }: AlertDefinition,
): Promise<BoardPart['alerts']> {
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, alertMeasure(rule)), { limit: 1 });
  return rows.map((row) => ({
    id: `${rule}:${row.site}`,
    alert: {
      rule,
      severity: 'info',
      title: register.site(row.site)?.name ?? row.site,
      scope: `site:${row.site}`,
      count: 1,
      since: formatInstant(row.at),
      owner: register.responsibleFor(row.town),
    },
  }));
}

/** The gravest alerts of a part, and how many there are in all. */
export async function readAlerts(
  view: BoardView,
  part: ScopeShare,
  cells: CellTable,
): Promise<Pick<BoardPart, 'alerts' | 'alertCount'>> {
  const alerts: BoardPart['alerts'] = [];
  let alertCount = 0;
  for (const definition of alertDefinitions) {
    if (definition.group === 'thing') {
      alerts.push(...(await thingAlerts(view, part, definition)));
      alertCount += cells.get(alertMeasure(definition.rule), period.now);
    } else {
      const grouped = await (part.site === undefined ? townAlerts : siteAlerts)(view, part, definition);
      alerts.push(...grouped);
      alertCount += grouped.length;
    }
  }
  return { alerts, alertCount };
}

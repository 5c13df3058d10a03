/** The alerts of a board: the causes that stand, and what operators said of them. */
import { placeAlertId, thingAlertId } from '../../shared/alerts/alert-id.ts';
import { type AlertDefinition, alertMeasure, severities } from '../../shared/alerts/alert-rule.ts';
import { alertDefinitions } from '../../shared/alerts/registry.ts';
import type { BoardAlert } from '../../shared/board/board.ts';
import type { BoardPart } from '../../shared/board/board-part.ts';
import { activityTitle, orderTitle } from '../../shared/board/board-text.ts';
import { CellTable } from '../../shared/board/cell-table.ts';
import type { ScopeShare } from '../../shared/board/scope-shares.ts';
import type { Register } from '../../shared/county/register.ts';
import { type AlertHandling, handlingOf } from '../../shared/domain/alert-handling.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import { alertThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { period } from '../../shared/measures/cell.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { BoardView, ContributionFilter, ContributionRow } from '../store/store.ts';
import { thingsOf } from './read-things.ts';

/** As many of each rule as a board can show at all. */
const ruleLimit = 50;

type AlertRows = BoardPart['alerts'];

const nowFilter = (
  { town, site }: Pick<ScopeShare, 'town' | 'site'>,
  measure: string,
): ContributionFilter => ({ ...given('town', town), ...given('site', site), measure, span: 'now' });

/** What an alert about one thing says; a record says no more than where it is, for it is somebody's. */
function titleOf(thing: Thing, register: Register): string {
  switch (thing.kind) {
    case 'order':
      return orderTitle(thing, register);
    case 'activity':
      return activityTitle(thing, register);
    default:
      return register.site(thing.site)?.name ?? thing.site;
  }
}

/** How grave those are that stand, by rule: to look for what is not there takes a look at all that is. */
async function standingSeverities(view: BoardView, { register, place }: ScopeShare): Promise<CellTable> {
  const series = alertDefinitions.map(({ rule }) => bySeverity(rule));
  return new CellTable().add(await view.cells(register.code, [place], series, [period.now]));
}

const bySeverity = (rule: AlertDefinition['rule']): string => `${alertMeasure(rule)}.key`;

async function thingAlerts(
  view: BoardView,
  part: ScopeShare,
  { rule }: AlertDefinition,
  limit: number,
  standing: CellTable,
): Promise<AlertRows> {
  const { register } = part;
  const rows: ContributionRow[] = [];
  for (const key of severities.filter((one) => standing.get(bySeverity(rule), period.now, one) > 0)) {
    const filter = { ...nowFilter(part, alertMeasure(rule)), key };
    const page = { limit: limit - rows.length, oldestFirst: true as const };
    if (page.limit > 0) rows.push(...(await view.contributions(register.code, filter, page)));
  }
  const things = await thingsOf(view, register.code, rows);
  return rows.flatMap((row) => {
    const thing = things.get(row.thing);
    if (!thing) return [];
    const ofTown = thing.kind === 'order' && row.town !== undefined;
    const alert: BoardAlert = {
      rule,
      severity: severities.find((severity) => severity === row.key) ?? 'info',
      title: titleOf(thing, register),
      scope: ofTown ? `area:${row.town}` : `site:${row.site}`,
      count: 1,
      since: formatInstant(row.at),
      owner: register.responsibleFor(row.town),
    };
    return [{ id: thingAlertId(rule, register.code, row.thing), alert }];
  });
}

const countWords = { sites: '个站点', platforms: '个平台' };

async function townAlerts(
  view: BoardView,
  part: ScopeShare,
  rule: AlertDefinition['rule'],
  group: keyof typeof countWords,
): Promise<AlertRows> {
  const { register } = part;
  const groups = await view.groups(register.code, nowFilter({}, alertMeasure(rule)));
  return groups
    .filter(({ town }) => part.town === undefined || town === part.town)
    .map(({ town, site, count, firstAt }) => {
      const place = town ?? site ?? register.code;
      const name =
        (town === undefined ? undefined : register.town(town)?.name) ?? register.site(place)?.name ?? '';
      const alert: BoardAlert = {
        rule,
        severity: 'info',
        title: `${name} ${count} ${countWords[group]}`,
        scope: town === undefined ? `site:${place}` : `area:${town}`,
        count,
        since: formatInstant(firstAt),
        owner: register.responsibleFor(town),
      };
      return { id: placeAlertId(rule, place), alert };
    });
}

/** A site's own board names the site, not its town; what a town is without is no matter of one site. */
async function siteAlerts(
  view: BoardView,
  part: ScopeShare,
  { rule, group }: AlertDefinition,
): Promise<AlertRows> {
  if (group === 'platforms') return [];
  const { register } = part;
  const rows = await view.contributions(register.code, nowFilter(part, alertMeasure(rule)), { limit: 1 });
  return rows.map((row) => ({
    id: placeAlertId(rule, row.site),
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

/** What operators said of some alerts, by the ids of these. */
export async function readHandling(
  view: Pick<BoardView, 'entities'>,
  county: string,
  ids: readonly string[],
): Promise<Map<string, AlertHandling>> {
  const entities = await view.entities(ids.map(alertThing), county);
  return new Map(
    [...entities.values()].map(({ id, body }) => [id, JSON.parse(body) as AlertHandling] as const),
  );
}

async function withHandling(view: BoardView, county: string, rows: AlertRows): Promise<AlertRows> {
  const handled = await readHandling(
    view,
    county,
    rows.map(({ id }) => id),
  );
  if (handled.size === 0) return rows;
  const { asOf } = await view.position(county);
  return rows.map(({ id, alert }) => {
    const handling = handled.get(id);
    if (!handling) return { id, alert };
    const { acknowledged, assigned, snoozed } = handlingOf(handling, Date.parse(alert.since), asOf);
    return {
      id,
      alert: {
        ...alert,
        ...given('owner', assigned?.to ?? alert.owner),
        ...given('acknowledgedBy', acknowledged?.by),
        ...given('snoozedUntil', snoozed && formatInstant(snoozed.until)),
      },
    };
  });
}

/** The alerts of a part, the gravest and oldest of each rule, with what operators said of them. */
export async function readAlertRows(
  view: BoardView,
  part: ScopeShare,
  perRule = ruleLimit,
): Promise<AlertRows> {
  const alerts: AlertRows = [];
  const standing = await standingSeverities(view, part);
  for (const definition of alertDefinitions) {
    const { rule, group } = definition;
    if (group === 'thing') alerts.push(...(await thingAlerts(view, part, definition, perRule, standing)));
    else if (part.site === undefined) alerts.push(...(await townAlerts(view, part, rule, group)));
    else alerts.push(...(await siteAlerts(view, part, definition)));
  }
  return withHandling(view, part.register.code, alerts);
}

/** The gravest alerts of a part, and how many there are in all: single ones are counted by their cells. */
export async function readAlerts(
  view: BoardView,
  part: ScopeShare,
  cells: CellTable,
): Promise<Pick<BoardPart, 'alerts' | 'alertCount'>> {
  const alerts = await readAlertRows(view, part);
  const single = alertDefinitions.filter(({ group }) => group === 'thing').map(({ rule }) => rule);
  const grouped = alerts.filter(({ alert }) => !single.includes(alert.rule)).length;
  const alertCount = single.reduce((sum, rule) => sum + cells.get(alertMeasure(rule), period.now), grouped);
  return { alerts, alertCount };
}

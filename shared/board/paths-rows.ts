/** Figures of single rows: alerts and ratings in the feed. */

import { parseAlertId } from '../alerts/alert-id.ts';
import { type AlertDefinition, alertMeasure } from '../alerts/alert-rule.ts';
import { alertDefinitions } from '../alerts/registry.ts';
import { define, type EvidenceSource, type Figure, type FigureContext, placeOf } from './paths-figure.ts';

const now = { zh: '现在', en: 'now' };

function alertSources({ parts }: FigureContext, { rule, group, name }: AlertDefinition): EvidenceSource[] {
  return parts.flatMap((part): EvidenceSource[] => {
    const { register, town, site } = part;
    const filter = { ...placeOf(part), measure: alertMeasure(rule), span: 'now' as const };
    const county = register.code;
    if (group === 'platforms' && site !== undefined) return [];
    if (group === 'thing' || site !== undefined)
      return [{ from: 'contributions', county, filter, shows: 'amount', says: name.zh }];
    // A town's alert is found among the county's groups: within one town they would be those of its sites.
    const whole = { measure: filter.measure, span: filter.span };
    const only = town === undefined ? {} : { town };
    return [{ from: 'alerts', county, filter: whole, rule, name: name.zh, ...only }];
  });
}

/** `now.alerts`: one item for each alert. */
export const alertsFigure = (context: FigureContext): Figure => ({
  definition: define(
    { zh: '待处置', en: 'alerts' },
    now,
    {
      zh: '尚未消除的提醒：每个原因一条，站点未开展活动、平台空白每个乡镇一条；原因消除后自动关闭。',
      en: 'Alerts whose cause still stands: one for each cause, one for each town with silent sites or without a platform; they close by themselves.',
    },
    alertDefinitions.flatMap(({ rules }) => rules),
  ),
  sources: alertDefinitions.flatMap((definition) => alertSources(context, definition)),
});

/** `alerts.<id>.count`: the things behind one alert. */
export function alertFigure({ parts }: FigureContext, id: string): Figure | undefined {
  const alert = parseAlertId(id);
  const definition = alertDefinitions.find(({ rule }) => rule === alert?.rule);
  if (!definition || !alert) return undefined;
  const { rule, name, definition: text, rules } = definition;
  const said = define(name, now, text, rules);
  if ('thing' in alert)
    return { definition: said, sources: [{ from: 'thing', county: alert.county, thing: alert.thing }] };
  const { place: code } = alert;
  const part = parts.find(({ register }) => register.town(code) ?? register.site(code));
  if (!part) return undefined;
  const { register, site } = part;
  const place = site === undefined && register.town(code) ? { town: code } : { site: code };
  const filter = { ...place, measure: alertMeasure(rule), span: 'now' as const };
  return {
    definition: said,
    sources: [{ from: 'contributions', county: register.code, filter, shows: 'amount' }],
  };
}

/** `feed.<seq>.score`: the rating that the event reports; above a county keys begin with the county's code. */
export function scoreFigure({ board, parts, aboveCounty }: FigureContext, key: string): Figure | undefined {
  const row = board.feed[key];
  if (row?.score === undefined) return undefined;
  const county = aboveCounty ? key.slice(0, key.indexOf('-')) : (parts[0]?.register.code ?? '');
  const seq = Number(key.slice(key.indexOf('-') + 1));
  const { title, site, at, score } = row;
  return {
    definition: define(
      { zh: '评单', en: 'rating' },
      { zh: '当次', en: 'this one' },
      {
        zh: '居民对这一单的评分，1至5分。',
        en: 'The score from 1 to 5 that the resident gave to this order.',
      },
      ['J2', 'R4'],
    ),
    sources: [{ from: 'event', county, seq, title, site, at, amount: score }],
  };
}

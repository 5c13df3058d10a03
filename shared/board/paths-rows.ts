/** Figures of single rows: alerts and ratings in the feed. */

import { type AlertDefinition, alertMeasure } from '../alerts/alert-rule.ts';
import { alertDefinitions } from '../alerts/registry.ts';
import { orderThing } from '../domain/thing.ts';
import { define, type EvidenceSource, type Figure, type FigureContext, placeOf } from './paths-figure.ts';

const now = { zh: '现在', en: 'now' };

function alertSources({ parts }: FigureContext, { rule, group, name }: AlertDefinition): EvidenceSource[] {
  return parts.map((part): EvidenceSource => {
    const { register, town, site } = part;
    const filter = { ...placeOf(part), measure: alertMeasure(rule), span: 'now' as const };
    const county = register.code;
    if (group === 'thing' || site !== undefined)
      return { from: 'contributions', county, filter, shows: 'amount' };
    // A town's alert is found among the county's groups: within one town they would be those of its sites.
    const whole = { measure: filter.measure, span: filter.span };
    const only = town === undefined ? {} : { town };
    return { from: 'alerts', county, filter: whole, rule, name: name.zh, ...only };
  });
}

/** `now.alerts`: one item for each alert. */
export const alertsFigure = (context: FigureContext): Figure => ({
  definition: define(
    { zh: '待处置', en: 'alerts' },
    now,
    {
      zh: '尚未消除的提醒：点单超时每单一条，站点未开展活动每个乡镇一条；原因消除后自动关闭。',
      en: 'Alerts whose cause still stands: one for each late order, one for each town with silent sites; they close by themselves.',
    },
    alertDefinitions.flatMap(({ rules }) => rules),
  ),
  sources: alertDefinitions.flatMap((definition) => alertSources(context, definition)),
});

/** `alerts.<id>.count`: the things behind one alert. Ids are `<rule>:<county>:<thing>` or `<rule>:<place>`. */
export function alertFigure({ parts }: FigureContext, id: string): Figure | undefined {
  const definition = alertDefinitions.find(({ rule }) => id.startsWith(`${rule}:`));
  if (!definition) return undefined;
  const { rule, name, definition: text, rules, group } = definition;
  const said = define(name, now, text, rules);
  const rest = id.slice(rule.length + 1);
  if (group === 'thing') {
    const colon = rest.indexOf(':');
    const thing = orderThing(rest.slice(colon + 1));
    return { definition: said, sources: [{ from: 'thing', county: rest.slice(0, colon), thing }] };
  }
  const part = parts.find(({ register }) => register.town(rest) ?? register.site(rest));
  if (!part) return undefined;
  const { register, site } = part;
  const place = site === undefined && register.town(rest) ? { town: rest } : { site: rest };
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

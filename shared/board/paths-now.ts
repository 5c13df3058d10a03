/** Figures of what stands now, of the orders of the month, and of the registers. */
import { monthOf } from '../domain/time.ts';
import { measureOf } from '../measures/registry.ts';
import type { EvidenceItem } from '../wire/http.ts';
import { villagesOf } from './coverage.ts';
import { openSites, teamsOf } from './now-and-orders.ts';
import {
  baselineSources,
  define,
  defineMeasure,
  type Figure,
  type FigureContext,
  type FigurePart,
  narrowed,
  sameWords,
  sourcesOf,
  type Words,
} from './paths-figure.ts';

const now: Words = { zh: '现在', en: 'now' };
const monthOfOrders: Words = { zh: '本月点单', en: 'orders placed this month' };

/** `now.<measure>` of a measure that things add to. */
export const nowFigure = ({ parts }: FigureContext, measure: string): Figure => ({
  definition: defineMeasure(measureOf(measure), now),
  sources: [
    ...(measure === 'registeredVolunteers' ? baselineSources(parts, measure) : []),
    ...sourcesOf(parts, { measure, span: 'now' }),
  ],
});

const freshnessWords: Record<string, Words> = {
  live: { zh: '实时', en: 'live' },
  late: { zh: '延迟', en: 'late' },
  silent: { zh: '沉默', en: 'silent' },
};

/** `now.sources.<freshness>` */
export const sourcesFigure = ({ parts }: FigureContext, freshness: string): Figure => ({
  definition: defineMeasure(
    narrowed(measureOf('sources'), freshnessWords[freshness] ?? sameWords(freshness)),
    now,
  ),
  sources: sourcesOf(parts, { measure: 'sources', span: 'now', key: freshness }),
});

/** `coverage.activeSites.<tier>` */
export const activeSitesFigure = (context: FigureContext, tier: string): Figure => ({
  definition: defineMeasure(narrowed(measureOf('activeSites'), tierName(context, tier)), now),
  sources: sourcesOf(context.parts, { measure: 'activeSites', span: 'now', key: tier }),
});

const stageWords: Record<string, Words> = {
  placed: { zh: '点单', en: 'placed' },
  offered: { zh: '派单', en: 'offered' },
  accepted: { zh: '接单', en: 'accepted' },
  completed: { zh: '办结', en: 'completed' },
  rated: { zh: '评单', en: 'rated' },
  showcased: { zh: '晒单', en: 'showcased' },
  declined: { zh: '退单', en: 'declined' },
  cancelled: { zh: '撤单', en: 'cancelled' },
};

/** `orders.month.<stage>` */
export const stageFigure = ({ parts, days }: FigureContext, stage: string): Figure => ({
  definition: defineMeasure(
    narrowed(measureOf('orderStages'), stageWords[stage] ?? sameWords(stage)),
    monthOfOrders,
  ),
  sources: sourcesOf(parts, { measure: 'orderStages', span: { month: monthOf(days.day) }, key: stage }),
});

/** `orders.<rate>` and the median, of the orders placed this month. */
export const orderRateFigure = ({ parts, days }: FigureContext, measure: string): Figure => ({
  definition: defineMeasure(measureOf(measure), monthOfOrders),
  sources: sourcesOf(parts, { measure, span: { month: monthOf(days.day) } }),
});

function tierName({ parts }: FigureContext, tier: string): Words {
  for (const { register } of parts) {
    const found = register.county.profile.tiers.find(({ id }) => id === tier);
    if (found) return { zh: found.name, en: tier };
  }
  return sameWords(tier);
}

const items = (rows: EvidenceItem[]): Figure['sources'] => [{ from: 'items', items: rows }];

/** `now.sites.<tier>` and `coverage.tiers.<tier>.open` */
export function openSitesFigure(context: FigureContext, tier: string, rule: 'N8' | 'R6'): Figure {
  const rows = context.parts.flatMap(openSites).filter((site) => site.tier === tier);
  return {
    definition: define(
      tierName(context, tier),
      now,
      { zh: '站点名册中状态为开放的站点。', en: 'Sites of the tier that are open in the register.' },
      [rule],
    ),
    sources: items(
      rows.map(({ code, name }) => ({
        kind: 'site',
        id: code,
        title: name,
        site: code,
        amount: 1,
        seqs: [],
      })),
    ),
  };
}

/** `coverage.tiers.<tier>.units` */
export function unitsFigure(context: FigureContext, tier: string): Figure {
  const rows = context.parts.flatMap(({ register, town, site }): EvidenceItem[] => {
    const { code, name, tiers } = register.county.profile;
    const units = tiers.find(({ id }) => id === tier)?.units;
    if (units === undefined || town !== undefined || site !== undefined) return [];
    return [{ kind: 'profile', id: code, title: name, amount: units, seqs: [] }];
  });
  const { zh, en } = tierName(context, tier);
  return {
    definition: define(
      { zh: `${zh} · 规划数`, en: `${en} · planned units` },
      now,
      { zh: '县情档案中该类阵地的规划数。', en: 'Planned units of the tier in the profile.' },
      ['R6'],
    ),
    sources: items(rows),
  };
}

/** `now.teams` */
export const teamsFigure = ({ parts }: FigureContext): Figure => ({
  definition: define(
    { zh: '志愿服务队伍', en: 'teams' },
    now,
    {
      zh: '队伍名册中的队伍；乡镇和站点计其站点的队伍。',
      en: 'Teams in the register; a town or a site has those of its sites.',
    },
    ['N8'],
  ),
  sources: items(
    parts.flatMap(teamsOf).map(({ id, name, site }) => ({
      kind: 'team',
      id,
      title: name,
      ...(site === undefined ? {} : { site }),
      amount: 1,
      seqs: [],
    })),
  ),
});

const circleWords: Record<string, Words> = {
  covered: {
    zh: '直线距离内有开放站点的已定位村。',
    en: 'Villages with coordinates and an open site within the radius in a straight line.',
  },
  units: { zh: '村名册中有坐标的村。', en: 'Villages of the register that have coordinates.' },
  villages: { zh: '村名册中的全部村。', en: 'All villages of the register.' },
};

/** `coverage.circle.<covered|units|villages>` of the scope, `coverage.circles.<town>.<covered|units>` of a town of it. */
export function circleFigure({ parts }: FigureContext, member: string, town?: string): Figure | undefined {
  const text = circleWords[member];
  if (!text) return undefined;
  const rows = parts
    .filter(({ site }: FigurePart) => site === undefined)
    .flatMap((part) => villagesOf(town === undefined ? part : { register: part.register, town }))
    .filter(({ covered, located }) => member === 'villages' || (member === 'units' ? located : covered));
  const name = town === undefined ? undefined : parts[0]?.register.town(town)?.name;
  const of = name === undefined ? '' : ` · ${name}`;
  const radius = parts[0]?.register.county.profile.limits.circleKm ?? 1;
  return {
    definition: define(
      { zh: `15分钟文明实践圈${of}`, en: `the 15-minute circle${of}` },
      { zh: `直线${radius}公里`, en: `${radius} km in a straight line` },
      text,
      ['R10'],
    ),
    sources: items(
      rows.map(({ code, name }) => ({ kind: 'village', id: code, title: name, amount: 1, seqs: [] })),
    ),
  };
}

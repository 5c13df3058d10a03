/** The counties of a whole province, or of its capital: folders as county offices would keep them, made on the spot. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Random } from '../simulation/random.ts';
import divisions from './divisions.json' with { type: 'json' };
import { type Division, madeUpCounty } from './made-up-county.ts';

/** As many as the 90 counties have altogether. */
export const provinceSites = 40_000;
/** The county whose real folder is at hand, and how many sites that has. */
const real = { code: '330127', folder: 'chunan', sites: 400 };

export const provinceCode = divisions.province.code;
export const capitalCode = '3301';

/** Names of the province and its cities by code, as every profile tells them. */
const areas = Object.fromEntries(
  [divisions.province, ...divisions.cities].map(({ code, name }) => [code, name]),
);

/** How many sites each made-up county has: some a third more than others, all together what is left. */
function sitesByCounty(counties: readonly Division[]): Map<string, number> {
  const made = counties.filter(({ code }) => code !== real.code);
  const weights = made.map(({ code }) => new Random('province', code, 'size').between(0.85, 1.15));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let left = provinceSites - real.sites;
  return new Map(
    made.map(({ code }, n) => {
      const share = Math.round(((provinceSites - real.sites) * (weights[n] ?? 0)) / whole);
      const sites = n === made.length - 1 ? left : share;
      left -= share;
      return [code, sites];
    }),
  );
}

/** The divisions of the province that begin with a code. */
export const countiesOf = (area: string): Division[] =>
  divisions.counties.filter(({ code }) => code.startsWith(area));

/** Writes the folders of the counties of an area into `target`; answers them in the order of their codes. */
export function writeCounties(area: string, target: string, countiesDir: string): string[] {
  const sites = sitesByCounty(divisions.counties);
  return countiesOf(area).map((division) => {
    const folder = path.join(target, division.code);
    if (division.code === real.code) {
      cpSync(path.join(countiesDir, real.folder), folder, { recursive: true });
      return folder;
    }
    mkdirSync(folder, { recursive: true });
    const files = madeUpCounty(division, areas, sites.get(division.code) ?? 0);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return folder;
  });
}

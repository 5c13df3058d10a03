/** Reads a county's folder (contract §6). Pure: the caller brings the bytes of the files. */
import type { County } from './county.ts';
import { type CountyProblem, Problems } from './problem.ts';
import { readBoundaries } from './read-boundaries.ts';
import { readProfile } from './read-profile.ts';
import { readSites } from './read-sites.ts';
import { readTeams } from './read-teams.ts';
import { readTowns, readVillages, townsByName } from './read-towns.ts';

/** The files of a county's folder; `villages.csv` and `boundaries.geojson` are optional. */
export const countyFiles = [
  'county.json',
  'towns.csv',
  'villages.csv',
  'sites.csv',
  'teams.csv',
  'boundaries.geojson',
] as const;
export type CountyFile = (typeof countyFiles)[number];

/**
 * The county of a folder, given by file name, with every problem found in it.
 * There is a county only where there is no problem: a folder is imported whole or not at all.
 */
export function readCounty(files: Readonly<Record<string, Uint8Array>>): {
  county?: County;
  problems: CountyProblem[];
} {
  const problems = new Problems();
  const county = readFiles(files, problems);
  return county && problems.list.length === 0 ? { county, problems: [] } : { problems: problems.list };
}

function readFiles(files: Readonly<Record<string, Uint8Array>>, problems: Problems): County | undefined {
  const read = <T>(file: CountyFile, reader: (bytes: Uint8Array) => T): T | undefined => {
    const bytes = files[file];
    if (bytes) return reader(bytes);
    if (file !== 'villages.csv' && file !== 'boundaries.geojson')
      problems.add(file, 1, '', '缺少这个文件', 'the file is missing');
    return undefined;
  };
  const profile = read('county.json', (bytes) => readProfile('county.json', bytes, problems));
  // Without the county's code, its tiers and its kinds of team every row would be called wrong.
  if (!profile) return undefined;

  const towns = read('towns.csv', (bytes) => readTowns('towns.csv', bytes, profile.code, problems)) ?? [];
  const names = townsByName(towns);
  const villages = read('villages.csv', (bytes) =>
    readVillages('villages.csv', bytes, profile.code, names, problems),
  );
  const context = {
    profile,
    towns: names,
    villages: villages && new Map(villages.map(({ code }) => [code, code])),
  };
  const sites = read('sites.csv', (bytes) => readSites('sites.csv', bytes, context, problems)) ?? [];
  const teams =
    read('teams.csv', (bytes) => readTeams('teams.csv', bytes, profile.teamScheme, sites, problems)) ?? [];
  const boundaries = read('boundaries.geojson', (bytes) =>
    readBoundaries('boundaries.geojson', bytes, towns, problems),
  );
  return { profile, towns, villages: villages ?? [], sites, teams, ...(boundaries && { boundaries }) };
}

/** Reads a county's folder (contract §6). Pure: the caller brings the bytes of the files. */
import type { County } from './county.ts';
import type { TableSource } from './csv.ts';
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
export function readCounty(files: CountyFiles): {
  county?: County;
  problems: CountyProblem[];
} {
  const { county, problems } = readDraft(files);
  return county && problems.length === 0 ? { county, problems: [] } : { problems };
}

/** What a folder holds: JSON files as bytes, tables as bytes or as lines. */
export type CountyFiles = Readonly<Record<string, TableSource>>;

/**
 * What can be read of a folder beside its problems, to tell what the sound rows of it would do. Rows with a problem
 * are in it too, with what could not be read left out or empty; without a profile nothing can be read.
 */
export function readDraft(files: CountyFiles): { county?: County; problems: CountyProblem[] } {
  const problems = new Problems();
  const county = readFiles(files, problems);
  return { ...(county && { county }), problems: problems.list };
}

function readFiles(files: CountyFiles, problems: Problems): County | undefined {
  const read = <T>(file: CountyFile, reader: (source: TableSource) => T): T | undefined => {
    const source = files[file];
    if (source) return reader(source);
    if (file !== 'villages.csv' && file !== 'boundaries.geojson')
      problems.add(file, 1, '', '缺少这个文件', 'the file is missing');
    return undefined;
  };
  const json = <T>(file: CountyFile, reader: (bytes: Uint8Array) => T): T | undefined =>
    read(file, (source) => (source instanceof Uint8Array ? reader(source) : undefined));
  const profile = json('county.json', (bytes) => readProfile('county.json', bytes, problems));
  // Without the county's code, its tiers and its kinds of team every row would be called wrong.
  if (!profile) return undefined;

  const towns = read('towns.csv', (source) => readTowns('towns.csv', source, profile.code, problems)) ?? [];
  const names = townsByName(towns);
  const villages = read('villages.csv', (source) =>
    readVillages('villages.csv', source, profile.code, names, problems),
  );
  const context = {
    profile,
    towns: names,
    villages: villages && new Map(villages.map(({ code }) => [code, code])),
  };
  const sites = read('sites.csv', (source) => readSites('sites.csv', source, context, problems)) ?? [];
  const teams =
    read('teams.csv', (source) => readTeams('teams.csv', source, profile.teamScheme, sites, problems)) ?? [];
  const boundaries = json('boundaries.geojson', (bytes) =>
    readBoundaries('boundaries.geojson', bytes, towns, problems),
  );
  return { profile, towns, villages: villages ?? [], sites, teams, ...(boundaries && { boundaries }) };
}

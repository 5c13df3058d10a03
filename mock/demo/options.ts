/** What the demonstration was asked to do, from its options and the environment. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { capitalCode, provinceCode } from '../province/province.ts';

export interface DemoOptions {
  /** Folders of the counties that are simulated; those of an `area` are made at the start. */
  countyDirs: string[];
  /** Code of the province or city that is simulated whole. */
  area?: string;
  databaseUrl: string;
  /** Path of the embedded database, where it is one. */
  databaseFile?: string;
  /** Whether the database was made for the demonstration, so that `--fresh` may remove it. */
  ownDatabase: boolean;
  port: string;
  /** Live density: how many times the county's own. */
  speed: number;
  seed: number;
  /** Days of history at the first start. */
  days: number;
  fresh: boolean;
  help: boolean;
}

/** An option that cannot be used; the message is one sentence. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export const usage = `npm run demo -- [options]

  --county NAME   chunan (default), shuocheng, hanbin, zhuozhou, jintan; several joined by ,
  --city          the 13 counties of a city
  --province      the 90 counties of a province, with 40,000 sites
  --speed N       live events N times as dense as in the county itself (1-100, default 1)
  --days N        days of history at the first start (1-120, default 60, of a city or province 1)
  --seed N        another simulated life of the same county (default 1)
  --port N        port of the server (default $PORT or 8080; 0 picks a free one)
  --fresh         begin anew: removes the demonstration's own database
`;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws OptionError on the first option that cannot be used. */
export function readOptions(argv: readonly string[], env: Environment, root: string): DemoOptions {
  const values = parse(argv);
  const names = values.county?.split(',') ?? [];
  const area = areaOf(values);
  const dirs = names.length > 0 ? names.map((name) => countyDir(name, root)) : defaultDirs(env, root);
  const countyDirs = area ? [] : dirs;
  const name = area?.name ?? countyDirs.map((dir) => path.basename(dir)).join('-');
  const databaseUrl = env.DATABASE_URL?.trim() || `sqlite:data/demo-${name}.db`;
  const ownDatabase = !env.DATABASE_URL?.trim();
  if (values.fresh && !ownDatabase)
    throw new OptionError('--fresh removes only the own database of the demonstration; unset DATABASE_URL.');
  return {
    countyDirs,
    ...(area && { area: area.code }),
    databaseUrl,
    ...(databaseUrl.startsWith('sqlite:') && { databaseFile: path.resolve(root, databaseUrl.slice(7)) }),
    ownDatabase,
    port: String(whole('port', values.port ?? (env.PORT?.trim() || '8080'), 0, 65_535)),
    speed: whole('speed', values.speed ?? '1', 1, 100),
    seed: whole('seed', values.seed ?? '1', 0, 1_000_000),
    days: whole('days', values.days ?? (area ? '1' : '60'), 1, 120),
    fresh: values.fresh ?? false,
    help: values.help ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        county: { type: 'string' },
        city: { type: 'boolean' },
        province: { type: 'boolean' },
        speed: { type: 'string' },
        seed: { type: 'string' },
        days: { type: 'string' },
        port: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function areaOf(values: {
  county?: string;
  city?: boolean;
  province?: boolean;
}): { code: string; name: string } | undefined {
  const asked = [values.county !== undefined, values.city, values.province].filter(Boolean).length;
  if (asked > 1) throw new OptionError('--county, --city and --province exclude one another.');
  if (values.province) return { code: provinceCode, name: 'province' };
  return values.city ? { code: capitalCode, name: 'city' } : undefined;
}

function countyDir(name: string, root: string): string {
  const folder = path.join(root, 'mock', 'counties');
  const known = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  if (!known.includes(name))
    throw new OptionError(`--county must be one of ${known.join(', ')}, not "${name}".`);
  return path.join(folder, name);
}

function defaultDirs(env: Environment, root: string): string[] {
  const dirs = (env.COUNTY_DIR ?? '')
    .split(',')
    .flatMap((dir) => (dir.trim() ? [path.resolve(root, dir.trim())] : []));
  return dirs.length > 0 ? dirs : [path.join(root, 'mock', 'counties', 'chunan')];
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new OptionError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}

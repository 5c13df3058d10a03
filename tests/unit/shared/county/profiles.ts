/** The committed profiles, read from disk for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../../../shared/county/county.ts';
import { readCounty } from '../../../../shared/county/read-county.ts';

const root = join(import.meta.dirname, '../../../../mock/counties');
export const profileNames = ['chunan', 'shuocheng', 'hanbin', 'zhuozhou', 'jintan'] as const;
export type ProfileName = (typeof profileNames)[number];

export function filesOf(name: ProfileName): Record<string, Uint8Array> {
  const folder = join(root, name);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
}

export function readProfileFolder(name: ProfileName): ReturnType<typeof readCounty> {
  return readCounty(filesOf(name));
}

/** The county of a profile that has no problem. */
export function countyOf(name: ProfileName): County {
  const { county, problems } = readProfileFolder(name);
  if (!county) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return county;
}

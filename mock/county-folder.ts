import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { County } from '../shared/county/county.ts';
import { countyFiles, readCounty } from '../shared/county/read-county.ts';

/** Reads a county's folder; throws one sentence that names the first fault. */
export function readCountyFolder(folder: string): County {
  const files = Object.fromEntries(
    countyFiles
      .filter((name) => existsSync(path.join(folder, name)))
      .map((name) => [name, readFileSync(path.join(folder, name))]),
  );
  const { county, problems } = readCounty(files);
  if (county) return county;
  const [first] = problems;
  throw new Error(
    `${folder}: ${first ? `${first.file} line ${first.line}: ${first.reason.en}` : 'no county'}`,
  );
}

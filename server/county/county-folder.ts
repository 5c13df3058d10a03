import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../shared/county/county.ts';
import type { CountyProblem } from '../../shared/county/problem.ts';
import { countyFiles, readCounty } from '../../shared/county/read-county.ts';

/**
 * The county of a folder, or every problem found in it.
 * @throws Error with one sentence where there is no such folder or a file in it cannot be read.
 */
export async function readCountyFolder(
  folder: string,
): Promise<{ county?: County; problems: CountyProblem[] }> {
  return readCounty(await filesOfFolder(folder));
}

/**
 * The files of a county that a folder holds, by their names.
 * @throws Error with one sentence where there is no such folder or a file in it cannot be read.
 */
export async function filesOfFolder(folder: string): Promise<Record<string, Uint8Array>> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  const files: Record<string, Uint8Array> = {};
  for (const file of countyFiles) {
    const bytes = await readIfThere(join(folder, file));
    if (bytes) files[file] = bytes;
  }
  return files;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The file ${path} cannot be read.`, { cause: error });
  }
}

/** Sites are closed, never deleted (contract §6): what a register had and its next version lacks. */
export function deletedSites(before: County, after: County): CountyProblem[] {
  const kept = new Set(after.sites.map(({ code }) => code));
  return before.sites
    .filter(({ code }) => !kept.has(code))
    .map(({ code, name }) => ({
      file: 'sites.csv',
      line: 1,
      column: 'code',
      reason: {
        zh: `缺少已登记的站点 ${code}（${name}）：站点只能关闭，不能删除`,
        en: `site ${code} is in the register and missing here: sites are closed, never deleted`,
      },
    }));
}

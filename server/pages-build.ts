/** The built pages: where they are, and which build they are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './own-files.ts';

export const pagesDirectory = join(root, 'web/dist');

/** The build that a page compares with its own; without pages, one that no page has. */
export function pagesBuild(): string {
  const marker = join(pagesDirectory, 'build.json');
  if (!existsSync(marker)) return 'none';
  const { build } = JSON.parse(readFileSync(marker, 'utf8')) as { build: string };
  return build;
}

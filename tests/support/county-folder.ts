/** A county of the demonstration, 淳安 unless another one is named, with other members in its profile, as a folder that a server reads. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const originals = join(import.meta.dirname, '../../mock/counties');

export function countyFolder(
  change: Record<string, unknown>,
  name = 'chunan',
): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'county-'));
  cpSync(join(originals, name), folder, { recursive: true });
  const file = join(folder, 'county.json');
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...profile, ...change }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The folder of the backups: copies of the database, a note beside each, and what a restart is to do with one. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { StagedRestore } from '../../shared/wire/backups.ts';
import { stagedFile } from './staged-file.ts';

const Said = Type.Object({ zh: Type.String(), en: Type.String() });

/** What is noted of a backup when it is made. */
export const BackupNote = Type.Object({
  madeAt: Type.String(),
  by: Type.String(),
  verified: Type.Boolean(),
  counties: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), seq: Type.Integer() })),
});
export type BackupNote = Static<typeof BackupNote>;

/** What became of a restore at the start. */
export const RestoreResult = Type.Object({
  ...StagedRestore.properties,
  /** Name of the file in which the former database is kept. */
  kept: Type.Optional(Type.String()),
  problem: Type.Optional(Said),
  /** It stands in the audit log. */
  audited: Type.Boolean(),
});
export type RestoreResult = Static<typeof RestoreResult>;

export interface BackupFile {
  name: string;
  bytes: number;
  modifiedAt: number;
  note?: BackupNote;
}

/** Name of a backup without its ending, such as `cockpit-20261122-093012`, by the clock of the county. */
export function backupStem(now: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return `cockpit-${format.format(now).replaceAll(/[-:]/g, '').replace(' ', '-')}`;
}

const backupName = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,90}\.db$/;
const resultFile = 'restored.json';

export class BackupFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The path of a backup; undefined where the name is not one of a backup, whatever else it leads to. */
  fileOf(name: string): string | undefined {
    return backupName.test(name) ? join(this.path, name) : undefined;
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** Newest first. */
  async files(): Promise<BackupFile[]> {
    const names = (await readdir(this.path).catch(() => [])).filter((name) => backupName.test(name));
    const files = await Promise.all(names.map((name) => this.file(name)));
    return files
      .filter((file) => file !== undefined)
      .sort((a, b) => b.modifiedAt - a.modifiedAt || (a.name < b.name ? 1 : -1));
  }

  async file(name: string): Promise<BackupFile | undefined> {
    const path = this.fileOf(name);
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const note = await this.#read(`${name}.json`, BackupNote);
    return { name, bytes: found.size, modifiedAt: found.mtimeMs, ...(note && { note }) };
  }

  /** How large a copy is that is being made (bytes). */
  async grownTo(name: string): Promise<number> {
    return (await stat(join(this.path, `${name}.partial`)).catch(() => undefined))?.size ?? 0;
  }

  note(name: string, note: BackupNote): Promise<void> {
    return this.#write(`${name}.json`, note);
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { force: true });
    await rm(join(this.path, `${name}.json`), { force: true });
  }

  /** What a copy leaves behind that was interrupted. */
  async removePartial(): Promise<void> {
    const names = await readdir(this.path).catch(() => []);
    await Promise.all(
      names
        .filter((name) => name.endsWith('.db.partial'))
        .map((name) => rm(join(this.path, name), { force: true })),
    );
  }

  staged(): Promise<StagedRestore | undefined> {
    return this.#read(stagedFile, StagedRestore);
  }

  stage(staged: StagedRestore): Promise<void> {
    return this.#write(stagedFile, staged);
  }

  unstage(): Promise<void> {
    return rm(join(this.path, stagedFile), { force: true });
  }

  restored(): Promise<RestoreResult | undefined> {
    return this.#read(resultFile, RestoreResult);
  }

  noteRestored(result: RestoreResult): Promise<void> {
    return this.#write(resultFile, result);
  }

  async #read<S extends TSchema>(name: string, schema: S): Promise<Static<S> | undefined> {
    try {
      const value: unknown = JSON.parse(await readFile(join(this.path, name), 'utf8'));
      return Value.Check(schema, value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** There whole or not at all. */
  async #write(name: string, value: unknown): Promise<void> {
    await this.make();
    const partial = join(this.path, `${name}.partial`);
    await writeFile(partial, JSON.stringify(value), { mode: 0o600, flush: true });
    await rename(partial, join(this.path, name));
  }
}

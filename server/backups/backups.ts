/** Backups on screen: made one at a time, kept up to a number, put in place at the next start. */
import { stat, statfs } from 'node:fs/promises';
import { formatInstant } from '../../shared/domain/time.ts';
import type { BackupItem, BackupsAnswer, BackupWork, RestoreRequest } from '../../shared/wire/backups.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import { type AuditEntry, type CopyContents, done } from '../store/store.ts';
import type { BackupFile, BackupFolder } from './backup-folder.ts';

/** More are of no use where whoever runs the server copies them elsewhere, and the disk is finite. */
export const mostBackups = 14;
/** What a disk reads through at least (bytes in a ms), by which the progress of a verification is told. */
const verifiedBytesInMs = 100_000;
/** The last twentieth of a copy is its verification. */
const copyShare = 0.95;

/** What takes long, and is done in a thread of its own. */
export interface CopyWork {
  backup(file: string): Promise<void>;
  describe(file: string): Promise<CopyContents>;
  verify(file: string): Promise<void>;
}

export interface BackupsOptions {
  folder: BackupFolder;
  databaseFile: string;
  copies: CopyWork;
  audit: (entry: AuditEntry) => Promise<void>;
  /** A name for a backup that is made now, without its ending. */
  stamp: () => string;
  now: () => number;
  onError: (error: unknown) => void;
}

type Failure = NonNullable<BackupsAnswer['failure']>;

export class Backups {
  readonly #options: BackupsOptions;
  #work: (Omit<BackupWork, 'progress'> & { bytes: number; since: number }) | undefined;
  #failure: Failure | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  async answer(): Promise<Omit<BackupsAnswer, 'restart'>> {
    const { folder } = this.#options;
    const [files, staged, restored, work] = await Promise.all([
      folder.files(),
      folder.staged(),
      folder.restored(),
      this.#workNow(),
    ]);
    const { audited: _, ...result } = restored ?? { audited: true, name: '', at: '', by: '' };
    const freeBytes = await this.#freeBytes();
    return {
      items: files.map(itemOf),
      folder: folder.path,
      most: mostBackups,
      databaseBytes: await this.#databaseBytes(),
      ...(freeBytes !== undefined && { freeBytes }),
      ...(work && { work }),
      ...(this.#failure && { failure: this.#failure }),
      ...(staged && { staged }),
      ...(restored && { restored: result }),
    };
  }

  /**
   * Begins a backup; answers its name.
   * @throws ProblemError 409 where one is being made, there are enough, or the disk has no room.
   */
  async begin(by: string, { removeOldest = false }: { removeOldest?: boolean }): Promise<string> {
    this.#requireIdle();
    const { folder, stamp } = this.#options;
    const files = await folder.files();
    if (files.length >= mostBackups && !removeOldest)
      throw new ProblemError('invalid-state', {
        zh: `已有 ${files.length} 份备份，请先删除，或选择删去最早的一份`,
        en: `there are ${files.length} backups already; delete one, or let the oldest go`,
      });
    const bytes = await this.#databaseBytes();
    if (((await this.#freeBytes()) ?? Infinity) < bytes * 1.1)
      throw new ProblemError('invalid-state', {
        zh: '磁盘空间不够',
        en: 'there is not enough room on the disk',
      });
    await folder.make();
    const names = new Set(files.map(({ name }) => name));
    const stem = stamp();
    let name = `${stem}.db`;
    for (let i = 2; names.has(name); i += 1) name = `${stem}-${i}.db`;
    this.#start('backup', name, by, bytes, () => this.#copy(name, by));
    return name;
  }

  /** @throws ProblemError 404. */
  async file(name: string): Promise<BackupFile & { path: string }> {
    const { folder } = this.#options;
    const [path, file] = [folder.fileOf(name), await folder.file(name)];
    if (path !== undefined && file) return { ...file, path };
    throw new ProblemError('not-found', { zh: '没有这份备份', en: 'there is no such backup' });
  }

  /** @throws ProblemError 404, 409 while something is done with it. */
  async remove(name: string): Promise<void> {
    await this.file(name);
    const staged = await this.#options.folder.staged();
    if (staged?.name === name)
      throw new ProblemError('invalid-state', {
        zh: '这份备份正等待恢复，请先取消恢复',
        en: 'it is about to be restored; take that back first',
      });
    if (this.#work?.name === name) this.#requireIdle();
    await this.#options.folder.remove(name);
  }

  /**
   * Has a backup take the place of the database at the next start, once it has been read through.
   * @throws ProblemError 404 · 409 where it is of another server, or of a newer version · 422 where the name is wrong.
   */
  async restore(
    name: string,
    { county, otherInstallation = false }: RestoreRequest,
    by: string,
  ): Promise<void> {
    this.#requireIdle();
    const { copies, databaseFile, folder, now } = this.#options;
    const { path, bytes } = await this.file(name);
    const contents = await copies.describe(path).catch((error: unknown) => {
      throw new ProblemError('invalid-state', noStore(error), { cause: error });
    });
    if (!contents.counties.some((known) => known.name === county.trim()))
      throw new ProblemError('invalid-data', {
        zh: '输入的县名与备份中的不一致',
        en: 'no county in the backup has the name that was typed',
      });
    const own = await copies.describe(databaseFile);
    if (contents.installation !== own.installation && !otherInstallation)
      throw new ProblemError('invalid-state', {
        zh: '这份备份来自另一台服务器；确要恢复请勾选确认',
        en: 'the backup is of another server; confirm that it is meant',
      });
    this.#start('verify', name, by, bytes, async () => {
      await copies.verify(path);
      await folder.stage({ name, at: formatInstant(now()), by });
      return 'backup.stage';
    });
  }

  unstage(): Promise<void> {
    return this.#options.folder.unstage();
  }

  /** Clears what an interrupted copy has left, and notes a restore of this start in the audit log. */
  async open(): Promise<void> {
    const { folder, audit, now } = this.#options;
    await folder.removePartial();
    const restored = await folder.restored();
    if (!restored || restored.audited) return;
    await audit({
      ...{ at: now(), actor: restored.by, action: 'backup.restored' },
      target: restored.kept === undefined ? restored.name : `${restored.name} ${restored.kept}`,
      result: restored.problem ? 'invalid-state' : done,
    });
    await folder.noteRestored({ ...restored, audited: true });
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#running;
  }

  #requireIdle(): void {
    if (this.#work)
      throw new ProblemError(
        'invalid-state',
        { zh: '正在备份或检查，请稍候', en: 'a backup is being made or verified' },
        { retryAfter: 3 },
      );
  }

  #start(
    what: BackupWork['what'],
    name: string,
    by: string,
    bytes: number,
    work: () => Promise<string>,
  ): void {
    const { now, audit, onError } = this.#options;
    this.#requireIdle();
    this.#failure = undefined;
    this.#work = { what, name, by, bytes, startedAt: formatInstant(now()), since: performance.now() };
    const note = (action: string, result: string): Promise<void> =>
      audit({ at: now(), actor: by, action, target: name, result });
    this.#running = work()
      .then((action) => note(action, done))
      .catch(async (error: unknown) => {
        onError(error);
        this.#failure = { name, at: formatInstant(now()), reason: noStore(error) };
        await note(`backup.${what}`, 'internal');
      })
      .catch(onError)
      .finally(() => {
        this.#work = undefined;
      });
  }

  async #copy(name: string, by: string): Promise<string> {
    const { folder, copies, now } = this.#options;
    const path = folder.fileOf(name);
    if (path === undefined) throw new Error(`${name} is no name of a backup`);
    const madeAt = formatInstant(now());
    await copies.backup(path);
    const { counties } = await copies.describe(path);
    await folder.note(name, { madeAt, by, verified: true, counties });
    const staged = await folder.staged();
    // Only what has been made in its place lets an older one go.
    const old = (await folder.files()).slice(mostBackups).filter((file) => file.name !== staged?.name);
    for (const file of old) await folder.remove(file.name);
    return 'backup.made';
  }

  async #workNow(): Promise<BackupWork | undefined> {
    if (!this.#work) return undefined;
    const { bytes, since, ...work } = this.#work;
    const soFar =
      work.what === 'backup'
        ? await this.#options.folder.grownTo(work.name)
        : (performance.now() - since) * verifiedBytesInMs;
    return { ...work, progress: copyShare * Math.min(1, soFar / Math.max(1, bytes)) };
  }

  async #databaseBytes(): Promise<number> {
    return (await stat(this.#options.databaseFile).catch(() => undefined))?.size ?? 0;
  }

  async #freeBytes(): Promise<number | undefined> {
    const { folder, databaseFile } = this.#options;
    const disk = await statfs(folder.path).catch(() => statfs(databaseFile).catch(() => undefined));
    return disk && disk.bavail * disk.bsize;
  }
}

const itemOf = ({ name, bytes, modifiedAt, note }: BackupFile): BackupItem => ({
  ...{ name, bytes, madeAt: note?.madeAt ?? formatInstant(Math.floor(modifiedAt)) },
  ...(note && { by: note.by }),
  verified: note?.verified ?? false,
  counties: note?.counties ?? [],
});

/** Why a file cannot be used, as far as a clerk can do something about it. */
function noStore(error: unknown): { zh: string; en: string } {
  const en = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'newer-database') return { zh: '这份备份由更新版本的程序生成，请先升级程序', en };
  if (code === 'not-a-store') return { zh: '文件不是完整的备份', en };
  return { zh: `没有完成：${en}`, en };
}

/**
 * Backups of the whole database, for administrators (contract §7). Instants are RFC 3339 in UTC.
 *
 * `GET /api/v1/admin/backups` {@link BackupsAnswer} · `POST` {@link NewBackup} → 202 {@link BackupBegun} ·
 * `GET /backups/{name}/file` · `DELETE /backups/{name}` · `POST /backups/{name}/restore` {@link RestoreRequest} → 202,
 * followed by `work`, then `staged` or `failure` in the list · `DELETE /api/v1/admin/restore` takes back what is staged ·
 * `POST /api/v1/admin/restart` {@link RestartRequest} → 202 {@link RestartAnswer}; 409 `invalid-state` with the
 * sentence where nobody would start it again and `byHand` is not said. With PostgreSQL: 501 `not-supported`.
 */
import { type Static, Type } from 'typebox';

const At = Type.String({ format: 'date-time' });
const Bytes = Type.Integer({ minimum: 0 });
const Said = Type.Object({ zh: Type.String(), en: Type.String() });

export const BackupItem = Type.Object({
  name: Type.String({ description: '文件名，如 cockpit-20261122-093012.db' }),
  bytes: Bytes,
  madeAt: At,
  by: Type.Optional(
    Type.String({
      description: 'user:… · cli；拷入文件夹的没有 · none of a file that was put there by hand',
    }),
  ),
  verified: Type.Boolean({ description: '生成后已通读检查 · read through and found whole when it was made' }),
  counties: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      seq: Type.Integer({ minimum: 0, description: '含到第几号事件 · the newest event in it' }),
    }),
  ),
});
export type BackupItem = Static<typeof BackupItem>;

/** What is being done now. */
export const BackupWork = Type.Object({
  what: Type.Enum(['backup', 'verify']),
  name: Type.String(),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  startedAt: At,
  by: Type.String(),
});
export type BackupWork = Static<typeof BackupWork>;

/** A backup that takes the place of the database at the next start. */
export const StagedRestore = Type.Object({ name: Type.String(), at: At, by: Type.String() });
export type StagedRestore = Static<typeof StagedRestore>;

/** `GET /api/v1/admin/backups` */
export const BackupsAnswer = Type.Object({
  items: Type.Array(BackupItem, { description: '新的在前 · newest first' }),
  folder: Type.String(),
  most: Type.Integer({ minimum: 1, description: '最多保存几份 · how many are kept at most' }),
  databaseBytes: Bytes,
  freeBytes: Type.Optional(Bytes),
  work: Type.Optional(BackupWork),
  failure: Type.Optional(
    Type.Object(
      { name: Type.String(), at: At, reason: Said },
      { description: '上一次没有做成 · the last one failed' },
    ),
  ),
  staged: Type.Optional(StagedRestore),
  restored: Type.Optional(
    Type.Object(
      {
        name: Type.String(),
        at: At,
        by: Type.String(),
        kept: Type.Optional(Type.String()),
        problem: Type.Optional(Said),
      },
      { description: '上次启动时的恢复；kept：原数据库另存的文件名 · the restore at the last start' },
    ),
  ),
  restart: Type.Enum(['supervised', 'by-hand'], {
    description: 'supervised：停止后自动重启 · by-hand：停止后要人工启动',
  }),
});
export type BackupsAnswer = Static<typeof BackupsAnswer>;

/** `POST /api/v1/admin/backups` (202): begins one; its progress is told by the list. */
export const NewBackup = Type.Object({
  removeOldest: Type.Optional(
    Type.Boolean({ description: '满额时删去最早的一份 · the oldest goes where there is no room' }),
  ),
});
export type NewBackup = Static<typeof NewBackup>;

export const BackupBegun = Type.Object({ name: Type.String() });
export type BackupBegun = Static<typeof BackupBegun>;

/** `POST /api/v1/admin/backups/{name}/restore`: verified now, put in place at the next start. */
export const RestoreRequest = Type.Object({
  county: Type.String({
    minLength: 1,
    maxLength: 100,
    description: '备份中的县名，由操作人输入 · the name of a county in it, typed by whoever does it',
  }),
  otherInstallation: Type.Optional(
    Type.Boolean({ description: '确认用另一台服务器的备份 · also where it comes from another server' }),
  ),
});
export type RestoreRequest = Static<typeof RestoreRequest>;

/** `POST /api/v1/admin/restart` */
export const RestartRequest = Type.Object({
  byHand: Type.Optional(
    Type.Boolean({
      description: '没有守护进程也停止，随后由人工启动 · stops also where somebody has to start it again',
    }),
  ),
});
export type RestartRequest = Static<typeof RestartRequest>;

export const RestartAnswer = Type.Object({
  restart: Type.Enum(['supervised', 'by-hand']),
  say: Type.Object(Said.properties, { description: '给操作人的话 · what to tell whoever did it' }),
});
export type RestartAnswer = Static<typeof RestartAnswer>;

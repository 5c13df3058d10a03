/** Backups of the database, what takes its place at the next start, and the start itself. */
import type {
  BackupBegun,
  BackupsAnswer,
  NewBackup,
  RestartAnswer,
  RestartRequest,
  RestoreRequest,
} from '../../shared/wire/backups.ts';
import { request } from '../live/request.ts';

const part = encodeURIComponent;

export const getBackups = (unattended: boolean): Promise<BackupsAnswer> =>
  request('admin/backups', { unattended });
export const makeBackup = (body: NewBackup): Promise<BackupBegun> =>
  request('admin/backups', { method: 'POST', body });
export const removeBackup = (name: string): Promise<void> =>
  request(`admin/backups/${part(name)}`, { method: 'DELETE' });
export const restoreBackup = (name: string, body: RestoreRequest): Promise<void> =>
  request(`admin/backups/${part(name)}/restore`, { method: 'POST', body });
export const dropRestore = (): Promise<void> => request('admin/restore', { method: 'DELETE' });
export const restartServer = (body: RestartRequest): Promise<RestartAnswer> =>
  request('admin/restart', { method: 'POST', body });
export const backupFileAddress = (name: string): string => `/api/v1/admin/backups/${part(name)}/file`;

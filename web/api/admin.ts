/** Administration (`/api/v1/admin/…`, `/api/v1/audit…`) in the name of whoever has signed in. */
import type {
  AuditAnswer,
  AuditVerificationAnswer,
  DisplayChange,
  DisplayItem,
  MadePassword,
  NewDisplay,
  NewStationKey,
  NewUser,
  StationKeyItem,
  UserChangeRequest,
  UserItem,
} from '../../shared/wire/admin.ts';
import { request } from '../live/request.ts';

const part = encodeURIComponent;
const listOf = async <T>(path: string, unattended: boolean): Promise<T[]> =>
  (await request<{ items: T[] }>(path, { unattended })).items;

export const getKeys = (unattended: boolean): Promise<StationKeyItem[]> => listOf('admin/keys', unattended);
export const makeKey = (body: NewStationKey): Promise<{ id: string; key: string }> =>
  request('admin/keys', { method: 'POST', body });
export const revokeKey = (id: string): Promise<void> =>
  request(`admin/keys/${part(id)}`, { method: 'DELETE' });

export const getDisplays = (unattended: boolean): Promise<DisplayItem[]> =>
  listOf('admin/displays', unattended);
export const makeDisplay = (body: NewDisplay): Promise<{ id: string; token: string }> =>
  request('admin/displays', { method: 'POST', body });
export const changeDisplay = (id: string, body: DisplayChange): Promise<void> =>
  request(`admin/displays/${part(id)}`, { method: 'PATCH', body });
export const revokeDisplay = (id: string): Promise<void> =>
  request(`admin/displays/${part(id)}`, { method: 'DELETE' });

export const getUsers = (unattended: boolean): Promise<UserItem[]> => listOf('admin/users', unattended);
export const makeUser = (body: NewUser): Promise<MadePassword> =>
  request('admin/users', { method: 'POST', body });
export const changeUser = (name: string, body: UserChangeRequest): Promise<void> =>
  request(`admin/users/${part(name)}`, { method: 'PATCH', body });
export const resetPassword = (name: string): Promise<MadePassword> =>
  request(`admin/users/${part(name)}/password`, { method: 'POST' });
export const makeToken = (name: string, label: string): Promise<{ id: string; token: string }> =>
  request(`admin/users/${part(name)}/tokens`, { method: 'POST', body: { label } });
export const revokeToken = (id: string): Promise<void> =>
  request(`admin/tokens/${part(id)}`, { method: 'DELETE' });

/** What is asked of the audit log; empty members ask nothing. */
export interface AuditQuestion {
  from: string;
  to: string;
  actor: string;
  action: string;
  result: string;
  search: string;
}

function auditSearch(question: AuditQuestion, cursor?: string): string {
  const asked = Object.entries({ ...question, cursor: cursor ?? '' }).filter(([, value]) => value !== '');
  return new URLSearchParams(asked).toString();
}

export const getAudit = (
  question: AuditQuestion,
  unattended: boolean,
  cursor?: string,
): Promise<AuditAnswer> => request(`audit?${auditSearch(question, cursor)}`, { unattended });
export const auditFileAddress = (question: AuditQuestion): string =>
  `/api/v1/audit.csv?${auditSearch(question)}`;
export const verifyAudit = (head: string): Promise<AuditVerificationAnswer> =>
  request(`audit/verification${head === '' ? '' : `?head=${part(head)}`}`);

/** A notice to another system. */
export interface NoticeItem {
  id: string;
  state: 'waiting' | 'delivered' | 'dead';
  createdAt: string;
  attempts: number;
  nextAt?: string;
  deliveredAt?: string;
  lastError?: string;
  payload: unknown;
}
export interface NoticesAnswer {
  /** Whether notices go anywhere. */
  configured: boolean;
  items: NoticeItem[];
}
export const getNotices = (state: string, unattended: boolean): Promise<NoticesAnswer> =>
  request(`admin/webhooks${state === '' ? '' : `?state=${state}`}`, { unattended });
export const retryNotice = (id: string): Promise<void> =>
  request(`admin/webhooks/${part(id)}/retry`, { method: 'POST' });

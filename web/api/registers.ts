/** The registers of a county, and how they are changed (`/api/v1/admin/counties/{code}/registers`). */
import type {
  RegisterChange,
  RegisterHead,
  RegisterPlan,
  RegisterProgress,
  RegisterTable,
  RegisterTableName,
  RegisterWrite,
} from '../../shared/wire/registers.ts';
import { request } from '../live/request.ts';

const base = (county: string): string => `admin/counties/${county}/registers`;

export const getRegisters = (county: string): Promise<RegisterHead> => request(base(county));
export const getRegisterTable = (
  county: string,
  table: RegisterTableName,
  unattended: boolean,
): Promise<RegisterTable> => request(`${base(county)}/tables/${table}`, { unattended });
export const planChange = (county: string, body: RegisterChange): Promise<RegisterPlan> =>
  request(`${base(county)}/plan`, { method: 'POST', body });
export const writeChange = (county: string, body: RegisterWrite): Promise<RegisterProgress> =>
  request(base(county), { method: 'PUT', body });
export const getChangeProgress = (county: string): Promise<RegisterProgress> =>
  request(`${base(county)}/progress`, { unattended: true });

/** Where a table is downloaded from; `empty`: a template to be filled in. */
export const tableFileAddress = (
  county: string,
  table: RegisterTableName,
  format: 'csv' | 'xlsx',
  empty = false,
): string => `/api/v1/${base(county)}/tables/${table}/file?format=${format}${empty ? '&empty=true' : ''}`;
export const jsonFileAddress = (county: string, part: 'profile' | 'boundaries'): string =>
  `/api/v1/${base(county)}/file?part=${part}`;

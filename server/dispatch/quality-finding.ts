/** A finding of data quality on its way: what it is about, before the newest word on it is looked up. */
import type { Register } from '../../shared/county/register.ts';
import type { QualityFinding } from '../../shared/wire/quality.ts';
import type { ReadTransaction } from '../store/store.ts';

export type Found = Omit<QualityFinding, 'seen' | 'id'>;

export interface QualityContext {
  view: ReadTransaction;
  register: Register;
  /** The instant (ms) that the figures are of. */
  asOf: number;
}

/** Which part of a list is wanted. */
export interface Part {
  offset: number;
  limit: number;
}

/** All findings of one kind, and those of a page. */
export interface FoundPage {
  total: number;
  page: Found[];
}

export const siteName = (site: string, register: Register): string => register.site(site)?.name ?? site;

/** Hours and minutes as people say them. */
export function spanText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
}

import type { Role } from '../../../shared/domain/reader.ts';
import { isOwnPath } from '../../../shared/wire/session.ts';

/** Where a person goes on: to the page that sent him here, if it is one of ours, else to what his role begins with. */
export function ownAddress(wanted: string, role: Role | undefined): string {
  const start = role === 'operator' || role === 'admin' ? '/desk' : '/';
  return isOwnPath(wanted) && !wanted.startsWith('/sign-in') ? wanted : start;
}

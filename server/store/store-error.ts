/** Refusals of the store itself. */

export type StoreErrorCode =
  /** Written to through a store that was opened for reading. */
  | 'read-only'
  | 'unknown-county'
  /** A site code of another county. */
  | 'site-clash'
  /** The database was made by a newer version of this program. */
  | 'newer-database'
  /** The database is to be read only, and a server of this version has not brought it up to date yet. */
  | 'older-database'
  /** The file is not a database of this program, or is damaged. */
  | 'not-a-store'
  /** Somebody has the database open that is to be replaced. */
  | 'in-use'
  /** The database does not answer now; what was asked may be asked again. */
  | 'unavailable'
  /** This kind of database is copied by tools of its own. */
  | 'unsupported-backup'
  | 'unsupported-url';

/** A refusal of the store itself; whatever else it throws is a failure of the database. */
export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'StoreError';
  }
}

/** Whether the database was away. Of another thread, an error has its code alone. */
export const isUnavailable = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === ('unavailable' satisfies StoreErrorCode);

/** Members without a value are left out of things, never undefined or null. */
type MayBeAbsent<T> = { [K in keyof T]: T[K] | (object extends Pick<T, K> ? undefined : never) };

/** `value` without the members that are undefined. */
export function withoutAbsent<T extends object>(value: MayBeAbsent<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

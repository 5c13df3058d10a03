/** Members without a value are left out of things, never undefined or null. */
type MayBeAbsent<T> = { [K in keyof T]: T[K] | (object extends Pick<T, K> ? undefined : never) };

/** `value` without the members that are undefined. */
export function withoutAbsent<T extends object>(value: MayBeAbsent<T>): T {
  const kept: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) {
    const member = value[name] as T[keyof T] | undefined;
    if (member !== undefined) kept[name] = member;
  }
  return kept as T;
}

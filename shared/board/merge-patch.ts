/**
 * JSON Merge Patch (RFC 7396) over boards: a board holds no null, so null always means "gone".
 * All functions are pure; `apply` shares what it does not change. Patches are never joined: a merge patch cannot
 * say "remove, then add", so a joined one could bring back members of the removed object.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `Object.hasOwn` is newer than the oldest browser on a wall (Chromium 86). */
const has = (object: JsonObject, key: string): boolean =>
  Object.getOwnPropertyDescriptor(object, key) !== undefined;

/** Sets a member of any name: by an assignment, one called `__proto__` (a team may be) would be no member. */
function put(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

/** The patch that turns `before` into `after`, or undefined where they are equal. */
export function diff(before: JsonObject, after: JsonObject): JsonObject | undefined {
  let patch: JsonObject | undefined;
  const set = (key: string, value: Json): void => {
    patch ??= {};
    put(patch, key, value);
  };
  for (const key of Object.keys(before)) if (!has(after, key)) set(key, null);
  for (const [key, next] of Object.entries(after)) {
    const previous = has(before, key) ? before[key] : undefined;
    if (isObject(previous) && isObject(next)) {
      const inner = diff(previous, next);
      if (inner) set(key, inner);
    } else if (!same(previous, next)) set(key, next);
  }
  return patch;
}

/** `target` with `patch` applied. */
export function apply(target: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (isObject(value)) {
      const previous = has(result, key) ? result[key] : undefined;
      put(result, key, apply(isObject(previous) ? previous : {}, value));
    } else put(result, key, value);
  }
  return result;
}

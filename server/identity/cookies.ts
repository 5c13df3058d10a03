/** The cookie of a session, and the short-lived one of a sign-in by an identity provider. */

/**
 * Over https the prefix has browsers refuse such a cookie from a page of plain http or of another host of the domain;
 * there one without it counts for nothing.
 */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | undefined, name: string, secure: boolean): string | undefined {
  const wanted = nameOf(name, secure);
  for (const part of header?.split(';') ?? []) {
    const [key = '', value = ''] = part.split(/=(.*)/s, 2);
    if (key.trim() === wanted) return value.trim();
  }
  return undefined;
}

export interface CookieOptions {
  secure: boolean;
  /** `Lax` is also sent when another site leads here, as an identity provider does. */
  sameSite: 'Strict' | 'Lax';
  /** Without it the cookie goes with the browser's window. */
  maxAgeSeconds?: number;
}

/** A `Set-Cookie` header: no script reads it, and no other page sends it along. */
export function writeCookie(
  name: string,
  value: string,
  { secure, sameSite, maxAgeSeconds }: CookieOptions,
): string {
  return [
    `${nameOf(name, secure)}=${value}`,
    'Path=/',
    'HttpOnly',
    `SameSite=${sameSite}`,
    ...(secure ? ['Secure'] : []),
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
  ].join('; ');
}

export const sessionCookie = 'cockpit-session';

import { randomInt } from 'node:crypto';

/** Nothing in it looks or sounds like something else, as it is read aloud or written on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** A password to be changed at the first sign-in: `k7wd-3mrx-9tqe-hz2c`. */
export function oneTimePassword(): string {
  const group = (): string =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** Contact data of residents and volunteers, and how much of it leaves the server for whom (contract §7). */
import type { Sight } from './reader.ts';
import { isOpen, type ServiceOrder } from './service-order.ts';

/** Who asked for an order, as stations send it. */
export interface Contact {
  name?: string;
  phone?: string;
  address?: string;
}

/** Stands where nothing may be told. */
const hidden = '***';

/** Full-width letters and digits are the same as plain ones; spaces tell nothing. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

const longSurnames = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 ' +
    '申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 轩辕 呼延 拓跋 东郭 西门 百里'
  ).split(' '),
);

/** The surname alone: 严**, 诸葛**. */
export function maskedName(name: string): string {
  const letters = Array.from(plain(name));
  const pair = letters.slice(0, 2).join('');
  const surname = letters.length > 2 && longSurnames.has(pair) ? pair : letters[0];
  return surname === undefined ? '' : `${surname}**`;
}

/** A number of fewer digits would be told whole by its first 3 and last 4. */
const fullPhoneDigits = 11;
const lastDigits = 4;

/** The first 3 and last 4 digits: 138****5678; of a short number its last 4 at the most. */
export function maskedPhone(phone: string): string {
  const digits = plain(phone)
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10}$)/, '');
  if (digits.length >= fullPhoneDigits) return `${digits.slice(0, 3)}****${digits.slice(-lastDigits)}`;
  return digits.length >= 2 * lastDigits ? `****${digits.slice(-lastDigits)}` : hidden;
}

const town = '.*?(?:镇|乡|街道|办事处)';
/** What names a street or a house names no village. */
const villagePattern = new RegExp(`^(?:${town})?[^路街巷弄幢栋号室组]{1,16}?(?:社区|居委会|村)`, 'u');
const townPattern = new RegExp(`^${town}`, 'u');
const countyPattern = /^.*?(?:县|区|市|旗)/u;

/** An address up to its village, or else its town or county; one that names none of them is not told at all. */
export function maskedAddress(address: string): string {
  const [beforeNumbers = ''] = plain(address).split(/[\p{Nd}\p{P}]/u, 1);
  for (const pattern of [villagePattern, townPattern, countyPattern]) {
    const [found] = pattern.exec(beforeNumbers) ?? [];
    if (found !== undefined) return found;
  }
  return hidden;
}

/**
 * Seven and more digits in a row, of any script, as a number may be written in full-width ones; and those of a mobile
 * phone in its usual groups.
 */
const numbers = /\p{Nd}{7,}|(?<!\p{Nd})[1１]\p{Nd}{2}([ 　-])\p{Nd}{4}\1\p{Nd}{4}(?!\p{Nd})/gu;

/** A text in which what may be somebody's number is masked. */
export const withoutNumbers = (text: string): string => text.replace(numbers, hidden);

/** A name of one sign is a sign of any text. */
const shortestName = 2;

/** What people write, without what is known of whom it is about, and without numbers. */
export function maskedText(text: string, { name = '', phone = '', address = '' }: Contact = {}): string {
  let rest = text;
  for (const [own, mask] of [
    [address, maskedAddress],
    [name, maskedName],
    [phone, maskedPhone],
  ] as const)
    if (Array.from(own).length >= shortestName) rest = rest.replaceAll(own, mask(own));
  return withoutNumbers(rest);
}

export function maskedContact({ name, phone, address }: Contact): Contact {
  const place = address === undefined ? undefined : maskedAddress(address);
  return {
    ...(name !== undefined && { name: maskedName(name) }),
    ...(phone !== undefined && { phone: maskedPhone(phone) }),
    ...(place !== undefined && { address: name && place.includes(plain(name)) ? hidden : place }),
  };
}

/** Whether these eyes see contact data of the order as it is: operators those of open orders alone. */
export const seesContacts = (sight: Sight, order: ServiceOrder): boolean =>
  sight === 'open-contacts' && isOpen(order);

/** What somebody wrote about an order: as it is for who sees its contact data. */
export const textFor = (
  sight: Sight,
  order: ServiceOrder,
  requester: Contact | undefined,
  text: string,
): string => (seesContacts(sight, order) ? text : maskedText(text, requester));

/** Whether anything of a requester is told to these eyes, masked or not. */
export const maySeeRequesters = (sight: Sight): boolean =>
  sight === 'masked-contacts' || sight === 'open-contacts';

/** What a reader may know of whoever asked for an order; nothing at all for most. */
export function contactFor(
  sight: Sight,
  order: ServiceOrder,
  requester: Contact | undefined,
): Contact | undefined {
  if (requester === undefined || !maySeeRequesters(sight)) return undefined;
  return seesContacts(sight, order) ? requester : maskedContact(requester);
}

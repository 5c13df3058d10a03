/** Whether two orders look like the same request, and why. Pure. */
import type { Contact } from '../../shared/domain/contact.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';

export interface Likeness {
  /** 0–1. */
  score: number;
  reasons: string[];
}

export interface Requested {
  order: Pick<ServiceOrder, 'category' | 'town' | 'title' | 'placedAt' | 'orderKind'>;
  requester?: Contact | undefined;
}

/** Orders that are further apart are not held against each other. */
export const likenessDays = 14;
/** From here on two orders are shown as likely the same. */
export const likelySame = 0.65;

const dayMs = 86_400_000;
const phoneDigits = 7;

/** What a phone number is told by, however it was written. */
const phoneKey = (phone: string | undefined): string | undefined => {
  const digits = phone?.normalize('NFKC').replace(/\D/g, '') ?? '';
  return digits.length >= phoneDigits ? digits.slice(-11) : undefined;
};

const nameKey = (name: string | undefined): string | undefined => name?.normalize('NFKC').trim() || undefined;

function pairsOf(text: string): Set<string> {
  const letters = Array.from(text.normalize('NFKC').replace(/[\s\p{P}]/gu, ''));
  return new Set(
    letters.length < 2 ? letters : letters.slice(1).map((letter, n) => `${letters[n]}${letter}`),
  );
}

/** How much of the pairs of letters two texts share, 0–1. */
export function textLikeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.size === 0 || right.size === 0) return 0;
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / (left.size + right.size);
}

/** The same however the two are named first; 0 where they are too far apart or of another kind. */
export function likenessOf(one: Requested, other: Requested): Likeness {
  const [a, b] = [one.order, other.order];
  const days = Math.abs(a.placedAt - b.placedAt) / dayMs;
  if (days > likenessDays || a.orderKind !== b.orderKind) return { score: 0, reasons: [] };
  const text = textLikeness(a.title, b.title);
  const phone = phoneKey(one.requester?.phone);
  const name = nameKey(one.requester?.name);
  const found: [boolean, number, string][] = [
    [phone !== undefined && phone === phoneKey(other.requester?.phone), 0.5, '同一电话'],
    [name !== undefined && name === nameKey(other.requester?.name), 0.15, '同名点单人'],
    [text >= 0.5, 0.35 * text, text > 0.99 ? '标题相同' : '标题相近'],
    [a.town !== undefined && a.town === b.town, 0.15, '同一乡镇'],
    [a.category === b.category, 0.1, '同一类别'],
    [days <= 2, 0.15, '两日之内'],
  ];
  const reasons = found.filter(([holds]) => holds);
  return {
    score: Math.min(
      1,
      reasons.reduce((sum, [, weight]) => sum + weight, 0),
    ),
    reasons: reasons.map(([, , reason]) => reason),
  };
}

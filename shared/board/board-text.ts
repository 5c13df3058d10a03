/** Texts of a board. Titles come from outside: they are cut, and what could be a number of a person is masked. */
import { otherKey } from '../county/other-key.ts';
import type { Register } from '../county/register.ts';
import type { Activity } from '../domain/activity.ts';
import { withoutNumbers } from '../domain/contact.ts';
import type { ServiceOrder } from '../domain/service-order.ts';
import { maxTitleOnBoard } from '../events/schema.ts';

/** A title that may leave the server: runs of 7 or more digits are masked, then the length is bounded. */
export function boardTitle(title: string): string {
  const masked = withoutNumbers(title);
  const points = Array.from(masked.slice(0, maxTitleOnBoard * 2 + 2));
  return points.length > maxTitleOnBoard ? `${points.slice(0, maxTitleOnBoard).join('')}…` : masked;
}

/** A title that says something; software may send one of nothing but spaces. */
const written = (title: string | undefined): string | undefined => (title?.trim() ? title : undefined);

const categoryName = (category: string | undefined, register: Register): string =>
  register.county.profile.categories.find(({ id }) => id === register.categoryKey(category))?.name ?? '其他';

export const activityTitle = (activity: Activity, register: Register): string =>
  boardTitle(written(activity.title) ?? `${categoryName(activity.category, register)}类活动`);

/** What residents write stays on the server where the profile says `category`: 文化类点单 · 威坪镇. */
export function orderTitle(order: ServiceOrder, register: Register): string {
  if (register.county.profile.wallText === 'title' && written(order.title) !== undefined)
    return boardTitle(order.title);
  const kind = order.orderKind === 'wish' ? '微心愿' : '点单';
  const category = register.categoryKey(order.category);
  const what = category === otherKey ? `其他${kind}` : `${categoryName(category, register)}类${kind}`;
  const town = order.town === undefined ? undefined : register.town(order.town);
  return `${what} · ${town?.name ?? register.county.profile.name}`;
}

/** What leaves the server of what people write and where they are, by who reads (contract §7). */
import { boardTitle, orderTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import { seesContacts } from '../../shared/domain/contact.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import type { ServiceOrder } from '../../shared/domain/service-order.ts';

/** The keyed pseudonym of a volunteer of a county. */
export type Pseudonym = (county: string, volunteerId: string) => string;

/** The title of an order: as on boards for the public, whose wall may not show what residents write. */
export function titleOfOrder(order: ServiceOrder, register: Register, sight: Sight): string {
  if (sight === 'public') return orderTitle(order, register);
  return seesContacts(sight, order) ? order.title : boardTitle(order.title);
}

/** The seat of a town stands for the place of an order in it; an order without a town has none. */
export function seatOf(
  register: Register,
  town: string | undefined,
): { lon: number; lat: number } | undefined {
  const seat = town === undefined ? undefined : register.town(town);
  return seat && { lon: seat.lon, lat: seat.lat };
}

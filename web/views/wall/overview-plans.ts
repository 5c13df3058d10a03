/** The overview as it hangs: seats laid down by hand for the usual shapes of walls. */
import type { Shape } from './layouts.ts';
import { type Plan, seat } from './seats.ts';

const standard: Plan = {
  wants: [
    { ideal: 4.4, least: 4.3 },
    { ideal: 9.6, least: 8.4 },
    { ideal: 4.4, least: 4.3 },
  ],
  seats: [
    seat('today', [1, 2], [1, 9]),
    seat('trend', [1, 2], [9, 16]),
    seat('platforms', [1, 2], [16, 22]),
    seat('local', [1, 2], [22, 25]),
    seat('assets', [2, 3], [1, 4]),
    seat('alerts', [2, 3], [4, 6]),
    seat('map', [2, 3], [6, 19]),
    seat('coverage', [2, 3], [19, 25]),
    seat('orders', [3, 4], [1, 9]),
    seat('ranking', [3, 4], [9, 18]),
    seat('feed', [3, 4], [18, 25]),
  ],
};

const flank = { ideal: 4.8, least: 4.3 };

const wide: Plan = {
  wants: [flank, flank, { ideal: 12, least: 8.2 }, { ideal: 5.8, least: 4.4 }, flank, flank],
  seats: [
    seat('today', [1, 2], [1, 9]),
    seat('trend', [1, 2], [9, 17]),
    seat('hours', [1, 2], [17, 25]),
    seat('platforms', [2, 3], [1, 9]),
    seat('local', [2, 3], [9, 12]),
    seat('categories', [2, 3], [12, 20]),
    seat('projects', [2, 3], [20, 25]),
    seat('assets', [3, 4], [1, 4]),
    seat('map', [3, 4], [4, 25]),
    seat('coverage', [4, 5], [1, 25]),
    seat('orders', [5, 6], [1, 9]),
    seat('ranking', [5, 6], [9, 25]),
    seat('alerts-list', [6, 7], [1, 9]),
    seat('feed', [6, 7], [9, 25]),
  ],
};

const broad = { ideal: 5.2, least: 4.3 };

const ultra: Plan = {
  wants: [broad, broad, broad, { ideal: 19, least: 12 }, { ideal: 6.2, least: 4.4 }, broad, broad, broad],
  seats: [
    seat('today', [1, 2], [1, 9]),
    seat('trend', [1, 2], [9, 17]),
    seat('hours', [1, 2], [17, 25]),
    seat('platforms', [2, 3], [1, 9]),
    seat('categories', [2, 3], [9, 17]),
    seat('local', [2, 3], [17, 20]),
    seat('projects', [2, 3], [20, 25]),
    seat('volunteers', [3, 4], [1, 14]),
    seat('teams', [3, 4], [14, 25]),
    seat('assets', [4, 5], [1, 4]),
    seat('map', [4, 5], [4, 25]),
    seat('coverage', [5, 6], [1, 25]),
    seat('orders', [6, 7], [1, 9]),
    seat('ranking', [6, 7], [9, 25]),
    seat('alerts-list', [7, 8], [1, 9]),
    seat('queue', [7, 8], [9, 25]),
    seat('stars', [8, 9], [1, 9]),
    seat('feed', [8, 9], [9, 25]),
  ],
};

const portrait: Plan = {
  wants: [
    { ideal: 5, least: 4.2 },
    { ideal: 5, least: 4.2 },
  ],
  seats: [
    seat('assets', [1, 3], [1, 3]),
    seat('alerts', [1, 3], [3, 4]),
    seat('map', [1, 3], [4, 10]),
    seat('today', [1, 2], [10, 14]),
    seat('orders', [2, 3], [10, 14]),
    seat('coverage', [1, 3], [14, 17]),
    seat('platforms', [1, 2], [17, 20]),
    seat('trend', [1, 2], [20, 23]),
    seat('local', [1, 2], [23, 25]),
    seat('ranking', [2, 3], [17, 21]),
    seat('feed', [2, 3], [21, 25]),
  ],
};

/** On other shapes the overview stands as any scene does. */
export const overviewPlans: Partial<Record<Shape, Plan>> = { standard, wide, ultra, portrait };

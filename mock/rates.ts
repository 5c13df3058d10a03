/** How much happens in each county: figures that the counties themselves published, and what follows from them. */

export interface Rates {
  activitiesPerMonth: number;
  beneficiariesPerActivity: number;
  volunteersPerActivity: number;
  /** Mean length of one volunteer's service at an activity. */
  minutesPerRecord: number;
  /** Volunteers on duty at institutes each day, without an activity. */
  dutyShiftsPerDay: number;
  ordersPerDay: number;
  /** Part of the orders that are wishes. */
  wishShare: number;
  registrationsPerDay: number;
  projectsPerMonth: number;
  /** Part of the service records that earn points. */
  pointsShare: number;
  redemptionsPerDay: number;
  /** Part of the paper ledger that is entered: a short history tells little of what was before it. */
  ledgerShare?: number;
  /** Days of the month that the county keeps for practice. */
  busyDays?: readonly number[];
}

/** By county code; the comment is the county's own figure. */
const published: Readonly<Record<string, Rates>> = {
  // 淳安: about 119 activities a month over 400 sites; 1430 activities served 110,000; tens of orders a day.
  '330127': {
    activitiesPerMonth: 119,
    beneficiariesPerActivity: 77,
    volunteersPerActivity: 9,
    minutesPerRecord: 110,
    dutyShiftsPerDay: 18,
    ordersPerDay: 36,
    wishShare: 0.18,
    registrationsPerDay: 9,
    projectsPerMonth: 6,
    pointsShare: 0.15,
    redemptionsPerDay: 1,
  },
  // 朔城区: 每月有活动: each of 14 institutes and 300 stations about once a month.
  '140602': {
    activitiesPerMonth: 320,
    beneficiariesPerActivity: 32,
    volunteersPerActivity: 7,
    minutesPerRecord: 95,
    dutyShiftsPerDay: 10,
    ordersPerDay: 26,
    wishShare: 0.15,
    registrationsPerDay: 8,
    projectsPerMonth: 5,
    pointsShare: 0.1,
    redemptionsPerDay: 1,
  },
  // 汉滨区: 14,000 activities and 110,000 people served from January to October.
  '610902': {
    activitiesPerMonth: 1380,
    beneficiariesPerActivity: 8,
    volunteersPerActivity: 5,
    minutesPerRecord: 85,
    dutyShiftsPerDay: 24,
    ordersPerDay: 42,
    wishShare: 0.2,
    registrationsPerDay: 15,
    projectsPerMonth: 6,
    pointsShare: 0.1,
    redemptionsPerDay: 2,
  },
  // 涿州市: 47,000 volunteers, 402 stations twice a month (党员活动日, 文明实践日), 800 projects in 5 batches.
  '130681': {
    activitiesPerMonth: 804,
    beneficiariesPerActivity: 24,
    volunteersPerActivity: 7,
    minutesPerRecord: 95,
    dutyShiftsPerDay: 14,
    ordersPerDay: 32,
    wishShare: 0.4,
    registrationsPerDay: 40,
    projectsPerMonth: 26,
    pointsShare: 0.1,
    redemptionsPerDay: 2,
    busyDays: [5, 15],
  },
  // 金坛区: 800 activities and more than 10,000 hours a month; points for gifts; 166 projects.
  '320413': {
    activitiesPerMonth: 800,
    beneficiariesPerActivity: 20,
    volunteersPerActivity: 7,
    minutesPerRecord: 98,
    dutyShiftsPerDay: 12,
    ordersPerDay: 46,
    wishShare: 0.3,
    registrationsPerDay: 14,
    projectsPerMonth: 14,
    pointsShare: 0.85,
    redemptionsPerDay: 24,
  },
};

/** A county without figures of its own: each institute and station about once in six weeks. */
const unpublished = (sites: number): Rates => ({
  activitiesPerMonth: Math.max(20, Math.round(sites * 0.7)),
  beneficiariesPerActivity: 25,
  volunteersPerActivity: 6,
  minutesPerRecord: 95,
  dutyShiftsPerDay: Math.max(2, Math.round(sites / 30)),
  ordersPerDay: Math.max(5, Math.round(sites / 12)),
  wishShare: 0.2,
  registrationsPerDay: 6,
  projectsPerMonth: 5,
  pointsShare: 0.1,
  redemptionsPerDay: 1,
});

export const ratesOf = (countyCode: string, sites: number): Rates =>
  published[countyCode] ?? unpublished(sites);

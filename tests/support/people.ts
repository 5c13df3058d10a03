/**
 * A simulated day of a county in which everybody has a name, a telephone and an address that can be found again in
 * whatever the server says: each carries a mark that nothing else has and that no mask may leave.
 */

import { ratesOf } from '../../mock/rates.ts';
import { createSimulation } from '../../mock/simulation/simulation.ts';
import type { County } from '../../shared/county/county.ts';
import type { StationEvent } from './station.ts';

/** Second sign of every resident's, and of every volunteer's name; the name of every yard. */
const [residentMark, volunteerMark, yardMark] = ['琇', '玥', '璟园'];
const middleDigits = '9461';
/** A few members that no schema knows. */
const unknownMark = '瑀';

export interface Person {
  order: string;
  name: string;
  phone: string;
  address: string;
}

const surnames = Array.from('王李张刘陈杨黄赵吴周');
/** A sign for each number, so that a name tells whose it is. */
const signOf = (n: number): string => String.fromCodePoint(0x4e00 + n);

function personOf(order: string, n: number): Person {
  const surname = surnames[n % surnames.length] ?? '王';
  return {
    order,
    name: `${surname}${residentMark}${signOf(n)}`,
    phone: `13${n % 10}${middleDigits}${String(n).padStart(4, '0')}`,
    address: `淳安县威坪镇河村${yardMark}${n}号${signOf(n)}`,
  };
}

const fullWidth = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));

type Data = Record<string, unknown>;

/** What residents and stations write where they should not. */
function written(type: string, data: Data, person: Person | undefined, n: number): Data {
  if (!person) return data;
  const { name, phone, address } = person;
  switch (type) {
    case 'order.placed':
      return {
        ...data,
        title: `${data.title}，电话${n % 2 ? phone : fullWidth(phone)}`,
        ...{ lon: 118.7111 + n / 1e5, lat: 29.6222, requester: { name, phone, address } },
        ...{ remark: `${unknownMark}${name}`, note: `${unknownMark}${phone}` },
      };
    case 'order.rated':
      return { ...data, comment: `${name}很满意，电话${phone}，住${address}` };
    case 'order.completed':
      return { ...data, text: `${unknownMark}${name}`, comment: `${unknownMark}${phone}` };
    case 'order.declined':
    case 'order.cancelled':
      return { ...data, reason: `打${phone}无人接` };
    case 'order.showcased':
      return { ...data, text: `${name}家，${phone}`, photos: [`${unknownMark}.jpg`] };
    default:
      return data;
  }
}

const volunteerName = (n: number): Data => ({
  name: `${surnames[n % surnames.length]}${volunteerMark}${signOf(n)}`,
});

export interface DayOfPeople {
  events: StationEvent[];
  /** By order. */
  people: Map<string, Person>;
}

/** What stations deliver on a local day. */
export function dayOfPeople(county: County, day: string): DayOfPeople {
  const simulation = createSimulation(county, ratesOf(county.profile.code, county.sites.length), 7);
  const people = new Map<string, Person>();
  const deliveries = simulation.day(day);
  // Of orders that were placed before the day nobody can know whom a text is about.
  for (const { event } of deliveries) {
    const { orderId } = event.data as Data;
    if (event.type === 'order.placed' && typeof orderId === 'string' && !people.has(orderId))
      people.set(orderId, personOf(orderId, people.size));
  }
  /** Stations repeat themselves; what they repeat is the same. */
  const told = new Map<string, StationEvent>();
  const events = deliveries.map(({ event }): StationEvent => {
    const name = `${event.source} ${event.id}`;
    const known = told.get(name);
    if (known) return known;
    const data = event.data as Data;
    const person = typeof data.orderId === 'string' ? people.get(data.orderId) : undefined;
    const whole = written(event.type, data, person, told.size);
    const named = event.type === 'volunteer.registered' ? volunteerName(told.size) : {};
    const made = { ...event, data: { ...whole, ...named } };
    told.set(name, made);
    return made;
  });
  return { events, people };
}

const leakPattern = new RegExp(
  [
    // Names: what stands after the surname.
    `[${residentMark}${volunteerMark}${unknownMark}].?`,
    yardMark,
    // Behind a decimal point, as of a measured time, eleven digits are nobody's.
    `(?<!\\.\\d*)\\d{3}${middleDigits}\\d{4}`,
    fullWidth(middleDigits),
    // Volunteers' own numbers, and where somebody lives.
    '330127-[VN][A-Za-z0-9-]+',
    '118\\.71[0-9]{2,}',
    '29\\.6222',
  ].join('|'),
  'gu',
);

/** Everything in a text that is somebody's own. */
export const leaksIn = (text: string): string[] => [...text.matchAll(leakPattern)].map(([found]) => found);

/** The text without what belongs to some people. */
export function withoutPeople(text: string, people: Iterable<Person>): string {
  let rest = text;
  for (const { name, phone, address } of people)
    for (const own of [name, phone, fullWidth(phone), address]) rest = rest.replaceAll(own, '');
  return rest;
}

/** Everything that is read besides the live boards, for the reader thread: each query is one view of the store. */
import type { County, Town } from '../../shared/county/county.ts';
import { countyMap } from '../../shared/county/map.ts';
import type { CountyProfile } from '../../shared/county/profile.ts';
import type {
  EvidenceAnswer,
  ItemAnswer,
  MapAnswer,
  Page,
  SeriesAnswer,
  SiteRow,
  StarsAnswer,
  TeamRow,
} from '../../shared/wire/http.ts';
import type { ReadTransaction, Store } from '../store/store.ts';
import type { BoardReader } from './board-reader.ts';
import { makeSeal } from './cursor.ts';
import { activitiesPage, type EntityRequest, ordersPage } from './entity-pages.ts';
import type { ActivityRow, OrderRow } from './entity-rows.ts';
import { type EvidenceRequest, evidenceAnswer } from './evidence.ts';
import { type ItemRequest, itemAnswer } from './item.ts';
import { type EventsAnswer, type EventsRequest, eventsAnswer } from './journal-page.ts';
import type { Pseudonym } from './masking.ts';
import { type Answer, answering } from './refusal.ts';
import { type RegisterRequest, type SitesRequest, sitesPage, teamsPage } from './register-pages.ts';
import { Registers } from './registers.ts';
import { seriesAnswer } from './series.ts';
import type { SeriesRequest } from './series-request.ts';
import { Stars, type StarsRequest } from './stars.ts';

export interface CountyRequest {
  code: string;
}

/** Requests and answers can pass between threads. */
export interface Queries {
  counties(): Promise<Answer<{ code: string; name: string }[]>>;
  county(request: CountyRequest): Promise<Answer<CountyProfile & { towns: Town[] }>>;
  map(request: CountyRequest): Promise<Answer<MapAnswer>>;
  sites(request: SitesRequest): Promise<Answer<Page<SiteRow>>>;
  teams(request: RegisterRequest): Promise<Answer<Page<TeamRow>>>;
  activities(request: EntityRequest): Promise<Answer<Page<ActivityRow>>>;
  orders(request: EntityRequest): Promise<Answer<Page<OrderRow>>>;
  series(request: SeriesRequest): Promise<Answer<SeriesAnswer>>;
  evidence(request: EvidenceRequest): Promise<Answer<EvidenceAnswer>>;
  item(request: ItemRequest): Promise<Answer<ItemAnswer>>;
  stars(request: StarsRequest): Promise<Answer<StarsAnswer>>;
  events(request: EventsRequest): Promise<Answer<EventsAnswer>>;
}

export interface QueryOptions {
  store: Pick<Store, 'read'>;
  boards: BoardReader;
  /** Those of the thread, where more than these queries needs them. */
  registers?: Registers;
  pseudonym: Pseudonym;
  /** Key of what cursors hold; the same for as long as cursors shall be of use. */
  cursorSecret: string;
  /** A clock that never goes back (ms). */
  elapsed?: () => number;
}

export function createQueries({
  store,
  boards,
  registers = new Registers(boards),
  pseudonym,
  cursorSecret,
  elapsed = () => performance.now(),
}: QueryOptions): Queries {
  const behind = { boards, pseudonym, cursors: makeSeal(cursorSecret) };
  const stars = new Stars(elapsed);
  const maps = new WeakMap<County, MapAnswer>();
  const ask = <T>(work: (view: ReadTransaction) => Promise<T>): Promise<Answer<T>> =>
    answering(() => store.read(work));
  return {
    counties: () =>
      ask(async (view) =>
        (await registers.all(view)).map(({ code, county }) => ({ code, name: county.profile.name })),
      ),
    county: ({ code }) =>
      ask(async (view) => {
        const { profile, towns } = await registers.oneOrArea(view, code);
        return { ...profile, towns };
      }),
    map: ({ code }) =>
      ask(async (view) => {
        const county = await registers.oneOrArea(view, code);
        const map = maps.get(county) ?? countyMap(county);
        maps.set(county, map);
        return map;
      }),
    sites: (request) => ask((view) => sitesPage(view, registers, request)),
    teams: (request) => ask((view) => teamsPage(view, registers, request)),
    activities: (request) => ask((view) => activitiesPage(view, registers, request)),
    orders: (request) => ask((view) => ordersPage(view, registers, request)),
    series: (request) => ask((view) => seriesAnswer(view, registers, request)),
    evidence: (request) => ask((view) => evidenceAnswer(view, registers, behind, request)),
    item: (request) => ask((view) => itemAnswer(view, registers, request)),
    stars: (request) => ask((view) => stars.answer(view, registers, request)),
    events: (request) => ask((view) => eventsAnswer(view, registers, pseudonym, request)),
  };
}

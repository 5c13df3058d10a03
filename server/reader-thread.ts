/** The thread that reads: boards, and every other query, each in one consistent view of the store. */
import type { Board } from '../shared/board/board.ts';
import type { ScopeShares } from '../shared/board/scope-shares.ts';
import { parseScope } from '../shared/domain/place.ts';
import { createAlertQueries } from './alerts/alert-queries.ts';
import { urgentNotices } from './alerts/urgent-notices.ts';
import { KeptParts } from './board/kept-parts.ts';
import { readAlertRows } from './board/read-alerts.ts';
import { readBoard } from './board/read-board.ts';
import { resolveScope } from './board/scope-parts.ts';
import { createDeskQueries } from './dispatch/desk-queries.ts';
import { type AuditVerification, verifyAudit } from './identity/audit-verification.ts';
import { makePseudonym } from './identity/pseudonym.ts';
import { createQueries } from './query/queries.ts';
import { Registers } from './query/registers.ts';
import { openStore } from './store/open-store.ts';
import type {
  AuditFilter,
  AuditHead,
  AuditRow,
  BoardView,
  Credentials,
  DisplayViewRow,
  JournalHead,
  KeptReport,
  KeptReportHead,
  LastUse,
  NoticeRow,
  NoticeState,
  PassingRow,
  Store,
} from './store/store.ts';
import { Gate } from './threads/gate.ts';
import { pushTo, serve } from './threads/serve.ts';
import { givenToThread } from './threads/start.ts';

export interface ReaderGiven {
  databaseUrl: string;
  /** Memory of the gate that opens once the writer has made or migrated the database, and its secrets. */
  gate: SharedArrayBuffer;
}

export type ReaderPushes = {
  /** A county's journal or position has moved, whoever moved it. */
  woken: string;
};

const { databaseUrl, gate } = givenToThread<ReaderGiven>();
// All files of this thread are in by now: the two threads have taken them in at the same time.
new Gate(gate).wait();
const store = await openStore(databaseUrl, { readOnly: true });
const pseudonymSecret = await store.secret('pseudonym');
const parts = new KeptParts();
const boards = {
  resolve: resolveScope,
  read: (view: BoardView, shares: ScopeShares) => readBoard(view, shares, parts),
};
const registers = new Registers(boards);
const push = pushTo<ReaderPushes>();
store.onWake((county) => push('woken', county));

const handlers = {
  ...createQueries({
    store,
    boards,
    registers,
    pseudonym: makePseudonym(pseudonymSecret),
    cursorSecret: pseudonymSecret,
  }),
  urgentNotices: (now: number) =>
    store.read(async (view) => {
      const found = [];
      for (const register of await registers.all(view))
        found.push(...(await urgentNotices(view, register, now)));
      return found;
    }),
  noticesDue: (now: number, limit: number): Promise<NoticeRow[]> => store.noticesDue(now, limit),
  notices: (filter: { state?: NoticeState }, limit: number): Promise<NoticeRow[]> =>
    store.notices(filter, limit),
  ...createAlertQueries({
    store,
    register: (view, county) => registers.one(view, county),
    openAlerts: (view, register, perRule) => readAlertRows(view, { register, place: register.code }, perRule),
  }),
  ...createDeskQueries({ store, register: (view, county) => registers.one(view, county) }),
  board: (text: string): Promise<Board | undefined> =>
    store.read(async (view) => {
      const scope = parseScope(text);
      const resolved = scope && resolveScope(scope, await registers.all(view));
      return resolved && (await boards.read(view, resolved)).board;
    }),
  heads: (): Promise<JournalHead[]> => store.read((view) => view.heads()),
  countyVersions: (): Promise<{ code: string; version: number }[]> =>
    store.read((view) => view.countyVersions()),
  /** As text: of a clone each string would be one of its own. Boundaries are drawn here and nowhere else. */
  registersText: (code: string): Promise<string | undefined> =>
    store.read(async (view) => {
      const register = (await registers.all(view)).find((known) => known.code === code);
      return register && JSON.stringify({ ...register.county, boundaries: undefined });
    }),
  auditPage: (filter: AuditFilter, page: { limit: number; before?: number }): Promise<AuditRow[]> =>
    store.auditPage(filter, page),
  verifyAudit: (noted?: AuditHead): Promise<AuditVerification> => verifyAudit(store, noted),
  credentials: (): Promise<Credentials> => store.credentials(),
  lastUses: (): Promise<LastUse[]> => store.lastUses(),
  credentialsVersion: (): Promise<number> => store.credentialsVersion(),
  keptReports: (...asked: Parameters<Store['keptReports']>): Promise<KeptReportHead[]> =>
    store.keptReports(...asked),
  keptReport: (id: string): Promise<KeptReport | undefined> => store.keptReport(id),
  passing: (...asked: Parameters<Store['passing']>): Promise<PassingRow[]> => store.passing(...asked),
  displayViews: (): Promise<DisplayViewRow[]> => store.displayViews(),
  close: (): Promise<void> => store.close(),
};
export type ReaderHandlers = typeof handlers;

serve(handlers);

/** What the database keeps beside the journal: who may come in, what was done, what is to be told and shown. */
import type { Credentials, Store } from '../store.ts';
import {
  accountsOf,
  addSession,
  addToken,
  addUser,
  changeUser,
  endSessions,
  useSessions,
} from './account-rows.ts';
import { addAudit, auditAfter, auditHead, auditPage } from './audit-rows.ts';
import type { Connection } from './connection.ts';
import {
  addDisplay,
  addKey,
  adoptSecret,
  changeDisplay,
  credentialsOf,
  credentialsVersion,
  lastUses,
  makeSecret,
  noteUses,
  revoke,
  secretOf,
} from './credential-rows.ts';
import { displayViewsOf, putDisplayViews } from './display-view-rows.ts';
import type { Lines } from './lines.ts';
import {
  addNotices,
  claimNotice,
  forgetNotices,
  noticesDue,
  noticesOf,
  retryNotice,
  settleNotice,
} from './notice-rows.ts';
import { dropPassing, forgetPassing, passingOf, putPassing } from './passing-rows.ts';
import { keepReport, keptReportOf, keptReportsOf } from './report-rows.ts';

export class Keeping {
  protected readonly lines: Lines;

  constructor(lines: Lines) {
    this.lines = lines;
  }

  readonly credentialsVersion: Store['credentialsVersion'] = () => this.#ask(credentialsVersion);
  readonly addKey: Store['addKey'] = (key) => this.#write((to) => addKey(to, key));
  readonly revokeKey: Store['revokeKey'] = (...what) =>
    this.#write((to) => revoke(to, 'station_key', ...what));
  readonly addDisplay: Store['addDisplay'] = (display) => this.#write((to) => addDisplay(to, display));
  readonly changeDisplay: Store['changeDisplay'] = (...what) =>
    this.#write((to) => changeDisplay(to, ...what));
  readonly revokeDisplay: Store['revokeDisplay'] = (...what) =>
    this.#write((to) => revoke(to, 'display', ...what));
  readonly noteUses: Store['noteUses'] = (uses) => this.#write((to) => noteUses(to, uses));
  readonly lastUses: Store['lastUses'] = () => this.#ask(lastUses);

  readonly addUser: Store['addUser'] = (user) => this.#write((to) => addUser(to, user));
  readonly changeUser: Store['changeUser'] = (name, change, kept) =>
    this.#write((to) => changeUser(to, name, change, kept));
  readonly addSession: Store['addSession'] = async (session) => {
    await this.#write((to) => addSession(to, session));
  };
  readonly endSessions: Store['endSessions'] = (ids) => this.#write((to) => endSessions(to, ids));
  readonly useSessions: Store['useSessions'] = (used) => this.#write((to) => useSessions(to, used));
  readonly addToken: Store['addToken'] = async (token) => {
    await this.#write((to) => addToken(to, token));
  };
  readonly revokeToken: Store['revokeToken'] = (...what) =>
    this.#write((to) => revoke(to, 'api_token', ...what));

  readonly addNotices: Store['addNotices'] = (notices) => this.#write((to) => addNotices(to, notices));
  readonly noticesDue: Store['noticesDue'] = (...asked) => this.#ask((of) => noticesDue(of, ...asked));
  readonly notices: Store['notices'] = (...asked) => this.#ask((of) => noticesOf(of, ...asked));
  readonly claimNotice: Store['claimNotice'] = (...claim) => this.#write((to) => claimNotice(to, ...claim));
  readonly settleNotice: Store['settleNotice'] = (...what) => this.#write((to) => settleNotice(to, ...what));
  readonly retryNotice: Store['retryNotice'] = (...what) => this.#write((to) => retryNotice(to, ...what));
  readonly forgetNotices: Store['forgetNotices'] = (before) => this.#write((to) => forgetNotices(to, before));

  readonly passing: Store['passing'] = (...asked) => this.#ask((of) => passingOf(of, ...asked));
  readonly putPassing: Store['putPassing'] = (row) => this.#write((to) => putPassing(to, row));
  readonly dropPassing: Store['dropPassing'] = (...which) => this.#write((to) => dropPassing(to, ...which));
  readonly forgetPassing: Store['forgetPassing'] = (before) => this.#write((to) => forgetPassing(to, before));

  readonly keepReport: Store['keepReport'] = (...what) => this.#write((to) => keepReport(to, ...what));
  readonly keptReports: Store['keptReports'] = (...asked) => this.#ask((of) => keptReportsOf(of, ...asked));
  readonly keptReport: Store['keptReport'] = (id) => this.#ask((of) => keptReportOf(of, id));

  readonly displayViews: Store['displayViews'] = () => this.#ask(displayViewsOf);
  readonly putDisplayViews: Store['putDisplayViews'] = (views) =>
    this.#write((to) => putDisplayViews(to, views));

  readonly audit: Store['audit'] = (entries) => this.#write((to) => addAudit(to, entries));
  readonly auditHead: Store['auditHead'] = () => this.#ask(auditHead);
  readonly auditPage: Store['auditPage'] = (...asked) => this.#ask((of) => auditPage(of, ...asked));
  readonly auditAfter: Store['auditAfter'] = (...asked) => this.#ask((of) => auditAfter(of, ...asked));

  credentials(): Promise<Credentials> {
    return this.#ask((of) =>
      of.view(async () => {
        const [credentials, accounts] = await Promise.all([credentialsOf(of), accountsOf(of)]);
        return { ...credentials, ...accounts };
      }),
    );
  }

  async secret(name: string): Promise<string> {
    const known = await this.#ask((of) => secretOf(of, name));
    return known ?? this.#write((to) => makeSecret(to, name));
  }

  readonly adoptSecret: Store['adoptSecret'] = (...what) => this.#write((to) => adoptSecret(to, ...what));

  #ask<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.lines.read(work);
  }

  #write<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.lines.write('keeping', work);
  }
}

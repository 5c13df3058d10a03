/**
 * Every step that the tables have taken. A step that has been released never changes: a later one is a constant at the
 * end, and its name in the list.
 */

/**
 * What is appended (journal, audit) is guarded by triggers, so that no later statement can rewrite it. The journal's
 * numbers come from `counter`, which is moved in the inserting transaction: a reader never sees a gap that fills later.
 */
const first = `
create table meta (name text primary key, value text not null) without rowid;
insert into meta values ('credentials', '1');
create table secret (name text primary key, value text not null) without rowid;

create table county (code text primary key, version integer not null, body text not null) without rowid;
create table site (code text primary key, county text not null) without rowid;
create index site_by_county on site (county);

create table counter (county text primary key, seq integer not null) without rowid;
create table journal (
  county text not null, seq integer not null, source text not null, id text not null, site text not null,
  type text not null, at integer not null, received_at integer not null, thing text not null, target text,
  digest text not null, data text not null, primary key (county, seq)
) without rowid;
create unique index journal_by_name on journal (source, id);
create index journal_by_thing on journal (county, thing);
create index journal_by_site on journal (county, site, at);
create index journal_by_target on journal (target) where target is not null;
create trigger journal_is_not_rewritten before update on journal
  begin select raise(abort, 'the journal is never rewritten'); end;
create trigger journal_is_not_shortened before delete on journal
  begin select raise(abort, 'the journal is never shortened'); end;
create table personal (
  county text not null, seq integer not null, received_at integer not null, body text not null,
  primary key (county, seq)
) without rowid;

create table position (county text primary key, seq integer not null, as_of integer not null) without rowid;
create table thing (
  county text not null, thing text not null, kind text not null, id text not null, site text not null, town text,
  first_seq integer not null, body text, next_change_at integer, primary key (county, thing)
) without rowid;
create index thing_by_kind on thing (county, kind, first_seq);
create index thing_by_site on thing (county, kind, site, first_seq);
create index thing_by_change on thing (county, next_change_at) where next_change_at is not null;
create table contribution (
  county text not null, thing text not null, n integer not null, measure text not null, period text not null,
  hour text, amount real not null, at integer not null, site text not null, town text, platform text, category text,
  team text, key text, member text, primary key (county, thing, n)
) without rowid;
create index contribution_by_measure on contribution (county, measure, period, at desc, thing, n);
create table feed (
  county text not null, thing text not null, seq integer not null, at integer not null, site text not null, town text,
  body text not null, primary key (county, thing, seq)
) without rowid;
create index feed_by_time on feed (county, at, seq);
create index feed_by_town on feed (county, town, at, seq);
create index feed_by_site on feed (county, site, at, seq);
create table cell (
  county text not null, place text not null, series text not null, period text not null, key text not null,
  value real not null, primary key (county, place, series, period, key)
) without rowid;
create table member (
  county text not null, place text not null, series text not null, period text not null, key text not null,
  member text not null, refs integer not null, primary key (county, place, series, period, key, member)
) without rowid;

create table station_key (
  id text primary key, site text not null, label text not null, hash text not null, created_at integer not null,
  revoked_at integer
) without rowid;
create table display (
  id text primary key, name text not null, scope text not null, hash text not null, created_at integer not null,
  revoked_at integer
) without rowid;
create table audit (
  n integer primary key, at integer not null, actor text not null, action text not null, target text, address text,
  result text not null
);
create trigger audit_is_not_rewritten before update on audit
  begin select raise(abort, 'the audit log is never rewritten'); end;
create trigger audit_is_not_shortened before delete on audit
  begin select raise(abort, 'the audit log is never shortened'); end;
`;

/**
 * Forgets all that is derived, which is then projected again from the beginning of the journal. A change of what things
 * add to the figures, or of how figures are kept, needs a step with it.
 */
const projectAgain = `
delete from thing; delete from contribution; delete from feed; delete from cell; delete from position;
`;

/** One service record refers to some twenty distinct cells, so those have numbers, and a reference is short. */
const numberedDistinctCells = `
drop table member;
create table distinct_cell (
  id integer primary key, county text not null, place text not null, series text not null, period text not null,
  key text not null, unique (county, place, series, period, key)
);
create table member (
  cell integer not null, member text not null, refs integer not null, primary key (cell, member)
) without rowid;
${projectAgain}`;

/** Cells that have come to 0 are found after each batch without a look at the others. */
const cellsOfZero = 'create index cell_of_zero on cell (county) where value = 0;';

/** Open orders are found by their limit, and service time is kept for each volunteer. */
const limitsAndMembers = `
delete from member;
delete from distinct_cell;
${projectAgain}`;

/** When time alone made a thing what it is: what a look at an earlier instant has to look at anew. */
const lastChanges = `
alter table thing add column last_change_at integer;
create index thing_by_last_change on thing (county, last_change_at) where last_change_at is not null;
delete from member;
delete from distinct_cell;
${projectAgain}`;

/** Who commanded an event. */
const commands = 'alter table journal add column actor text;';

/** What each display is to show. */
const displayViews =
  'create table display_view (display text primary key, rev integer not null, body text not null) without rowid;';

/** Orders know what operators did, and records their activity. */
const deskOfOrders = `
delete from member;
delete from distinct_cell;
${projectAgain}`;

/** Rows of the audit log carry the hash of all before them; the first that does covers those of before this step. */
const chainedAudit = 'alter table audit add column hash text;';

/** Holds for an event that names whose record it is, and what for. */
export const naming = "type in ('volunteer.checked-in', 'service.recorded')";

/** Alerts look at the records of one volunteer, and of one activity, together; and at towns. */
const alertsOfThings = `
create index journal_by_volunteer on journal (county, json_extract(data, '$.volunteerId'), at) where ${naming};
create index journal_by_activity on journal
  (county, 'activity:' || site || ':' || json_extract(data, '$.activityId')) where ${naming};
delete from member;
delete from distinct_cell;
${projectAgain}`;

/** Users, their sessions and their API tokens; a subject is what an identity provider calls a user. */
const accounts = `
create table user_account (
  name text primary key, role text not null, display_name text not null, password_hash text,
  must_change integer not null, subject text unique, created_at integer not null, disabled_at integer
) without rowid;
create table session (
  id text primary key, user text not null, hash text not null, created_at integer not null, used_at integer not null
) without rowid;
create index session_by_user on session (user);
create table api_token (
  id text primary key, user text not null, label text not null, hash text not null, created_at integer not null,
  revoked_at integer
) without rowid;
`;

/** When keys, displays and users were last here. */
const lastUses = 'create table last_use (actor text primary key, at integer not null) without rowid;';

/** Notices to another system, until they are delivered and for a while after. */
const notices = `
create table notice (
  id text primary key, body text not null, created_at integer not null, attempts integer not null, next_at integer,
  delivered_at integer, last_error text
) without rowid;
create index notice_by_try on notice (next_at) where next_at is not null;
`;

/** Reports as they were made; one that a schedule asks for has a claim. */
const keptReports = `
create table report (
  id text primary key, claim text unique, scope text not null, kind text not null, first_day text not null,
  last_day text not null, title text not null, made_at integer not null, made_by text not null, as_of text not null,
  seq integer not null, body text not null
);
create index report_by_time on report (made_at desc, id);
`;

/** A password that somebody else knows concerns those alone who sign in by it. */
const beginnings = `alter table session add column begun_by text not null default 'password'`;

/** What every server has to know for a while. */
const passing = `
create table passing (
  kind text not null, name text not null, rev integer not null, body text not null, until integer not null,
  primary key (kind, name)
) without rowid;
create index passing_by_end on passing (until);
`;

/** Who has served in years is listed a page at a time, without a look at all of their records. */
const byMember = `
create index contribution_by_member on contribution (county, measure, member, at desc, thing)
  where member is not null;
`;

export const schemaSteps: readonly string[] = [
  first,
  numberedDistinctCells,
  cellsOfZero,
  limitsAndMembers,
  lastChanges,
  commands,
  displayViews,
  deskOfOrders,
  chainedAudit,
  accounts,
  alertsOfThings,
  lastUses,
  notices,
  beginnings,
  keptReports,
  passing,
  byMember,
];

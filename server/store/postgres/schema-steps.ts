/**
 * Every step that the tables have taken. A step that has been released never changes: a later one is a constant at the
 * end, and its name in the list.
 *
 * What belongs to a county has the county first in its key, and no statement joins rows of two counties: so PostgreSQL
 * can be split by county without a change of code, be it by declared partitions or by Citus
 * (`create_distributed_table('journal', 'county')`, and so for every table of a county). What belongs to all of them
 * (registers, users, keys, the audit log) is small, and would be a reference table there.
 *
 * The journal is one plain table. It is written at its end and never changed, so nothing in it has to be cleaned up,
 * and a county is read by indexes that begin with it; partitions by time would give up the one unique name of an event,
 * by which a repetition is known however late it comes.
 *
 * Texts are ordered by their bytes, as the other databases do and whatever the locale of the server.
 */

/** By their bytes. */
const ordered = (sql: string): string => sql.replaceAll(/\btext\b/g, 'text collate "C"');

/** The tables of a county. Rows that are updated all the time leave room on their page for their next version. */
const ofCounties = `
create table counter (county text primary key, seq bigint not null) with (fillfactor = 20);
create table position (county text primary key, seq bigint not null, as_of bigint not null) with (fillfactor = 20);
create table journal (
  county text not null, seq bigint not null, source text not null, id text not null, site text not null,
  type text not null, at bigint not null, received_at bigint not null, thing text not null, target text,
  digest text not null, data text not null, actor text, volunteer text, activity text, primary key (county, seq)
);
create unique index journal_by_name on journal (source, id, county);
create index journal_by_thing on journal (county, thing, seq);
create index journal_by_site on journal (county, site, at) include (seq);
create index journal_by_target on journal (county, target) where target is not null;
create index journal_by_volunteer on journal (county, volunteer, at) where volunteer is not null;
create index journal_by_activity on journal (county, activity) where activity is not null;
create table personal (
  county text not null, seq bigint not null, received_at bigint not null, body text not null,
  primary key (county, seq)
);

create table thing (
  county text not null, thing text not null, kind text not null, id text not null, site text not null, town text,
  first_seq bigint not null, body text, next_change_at bigint, last_change_at bigint, primary key (county, thing)
) with (fillfactor = 80);
create index thing_by_kind on thing (county, kind, first_seq);
create index thing_by_site on thing (county, kind, site, first_seq);
create index thing_by_change on thing (county, next_change_at) where next_change_at is not null;
create index thing_by_last_change on thing (county, last_change_at) where last_change_at is not null;
create table contribution (
  county text not null, thing text not null, n integer not null, measure text not null, period text not null,
  hour text, amount double precision not null, at bigint not null, site text not null, town text, platform text,
  category text, team text, key text, member text, primary key (county, thing, n)
);
create index contribution_by_measure on contribution (county, measure, period, at desc, thing, n);
create table feed (
  county text not null, thing text not null, seq bigint not null, at bigint not null, site text not null, town text,
  body text not null, primary key (county, thing, seq)
);
create index feed_by_time on feed (county, at, seq);
create index feed_by_town on feed (county, town, at, seq);
create index feed_by_site on feed (county, site, at, seq);
create table cell (
  county text not null, place text not null, series text not null, period text not null, key text not null,
  value double precision not null, primary key (county, place, series, period, key)
) with (fillfactor = 80);
create table distinct_cell (
  county text not null, id bigint generated always as identity, place text not null, series text not null,
  period text not null, key text not null, primary key (county, id), unique (county, place, series, period, key)
);
create table member (
  county text not null, cell bigint not null, member text not null, refs bigint not null,
  primary key (county, cell, member)
) with (fillfactor = 90);
`;

const ofAll = `
create table meta (name text primary key, value text not null);
insert into meta values ('credentials', '1');
create table secret (name text primary key, value text not null);
create table county (code text primary key, version bigint not null, body text not null);
create table site (code text primary key, county text not null);
create index site_by_county on site (county);

create table station_key (
  id text primary key, site text not null, label text not null, hash text not null, created_at bigint not null,
  revoked_at bigint
);
create table display (
  id text primary key, name text not null, scope text not null, hash text not null, created_at bigint not null,
  revoked_at bigint
);
create table display_view (display text primary key, rev bigint not null, body text not null);
create table user_account (
  name text primary key, role text not null, display_name text not null, password_hash text,
  must_change boolean not null, subject text unique, created_at bigint not null, disabled_at bigint
);
create table session (
  id text primary key, user_name text not null, hash text not null, created_at bigint not null,
  used_at bigint not null, begun_by text not null
);
create index session_by_user on session (user_name);
create table api_token (
  id text primary key, user_name text not null, label text not null, hash text not null, created_at bigint not null,
  revoked_at bigint
);
create table last_use (actor text primary key, at bigint not null);
create table notice (
  id text primary key, body text not null, created_at bigint not null, attempts bigint not null, next_at bigint,
  delivered_at bigint, last_error text
);
create index notice_by_try on notice (next_at) where next_at is not null;
create table passing (
  kind text not null, name text not null, rev bigint not null, body text not null, until bigint not null,
  primary key (kind, name)
);
create index passing_by_end on passing (until);
create table report (
  id text primary key, claim text unique, scope text not null, kind text not null, first_day text not null,
  last_day text not null, title text not null, made_at bigint not null, made_by text not null, as_of text not null,
  seq bigint not null, body text not null
);
create index report_by_time on report (made_at desc, id);
create table audit (
  n bigint primary key, at bigint not null, actor text not null, action text not null, target text, address text,
  result text not null, hash text
);
`;

/** What is appended is guarded, so that no later statement can rewrite it. */
const guards = `
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the % is never rewritten or shortened', tg_table_name; end $$;
create trigger journal_is_not_changed before update or delete on journal
  for each row execute function refuse_change();
create trigger journal_is_not_emptied before truncate on journal
  for each statement execute function refuse_change();
create trigger audit_is_not_changed before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_is_not_emptied before truncate on audit
  for each statement execute function refuse_change();
`;

/** Who has served in years is listed a page at a time, without a look at all of their records. */
const byMember = `
create index contribution_by_member on contribution (county, measure, member, at desc, thing, n) include (period)
  where member is not null;
`;

export const schemaSteps: readonly string[] = [ordered(ofCounties) + ordered(ofAll) + guards, byMember];

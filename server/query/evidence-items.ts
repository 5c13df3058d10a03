/** From a stored contribution to what a reader sees of the thing behind it. */
import { activityTitle, boardTitle } from '../../shared/board/board-text.ts';
import type { Register } from '../../shared/county/register.ts';
import type { Thing } from '../../shared/domain/join-thing.ts';
import type { Sight } from '../../shared/domain/reader.ts';
import { kindOfThing } from '../../shared/domain/thing.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { EvidenceItem } from '../../shared/wire/http.ts';
import type { ContributionRow, ReadTransaction } from '../store/store.ts';
import { type Pseudonym, titleOfOrder } from './masking.ts';

/** What all items of one answer share. */
export interface EvidenceContext {
  view: ReadTransaction;
  /** Registers of the counties of the scope, by their code. */
  registers: ReadonlyMap<string, Register>;
  pseudonym: Pseudonym;
  sight: Sight;
}

export function registerOf({ registers }: EvidenceContext, county: string): Register {
  const register = registers.get(county);
  if (!register) throw new Error(`county ${county} is not in the scope`);
  return register;
}

const teamName = (register: Register, team: string | undefined): string =>
  team === undefined ? '' : ` · ${register.team(team)?.name ?? team}`;

/** What a town is without. */
const platformName = (register: Register, platform: string | undefined): string =>
  register.county.profile.platforms.find(({ id }) => id === platform)?.name ?? platform ?? '';

function titleOf(
  thing: Thing,
  row: Pick<ContributionRow, 'team' | 'platform'>,
  register: Register,
  sight: Sight,
): string {
  switch (thing.kind) {
    case 'activity':
      return activityTitle(thing, register);
    case 'order':
      return titleOfOrder(thing, register, sight);
    case 'project':
      return boardTitle(thing.title ?? '项目');
    case 'record':
      return boardTitle(`志愿服务${teamName(register, row.team)}`);
    case 'volunteer':
      return boardTitle(`志愿者${teamName(register, row.team)}`);
    case 'points':
      return thing.granted ? '积分发放' : '积分兑换';
    case 'site':
      return register.site(thing.site)?.name ?? thing.site;
    case 'town':
      return platformName(register, row.platform);
    case 'alert':
      return '';
  }
}

/** Volunteers leave the server under a pseudonym (contract §7). */
const idOf = (thing: Thing, county: string, { pseudonym }: EvidenceContext): string =>
  thing.kind === 'volunteer' ? pseudonym(county, thing.id) : thing.id;

/** Events after the position of the figures do not stand behind them yet. */
async function seqsBehind(
  { view }: EvidenceContext,
  county: string,
  things: readonly string[],
): Promise<(thing: string) => number[]> {
  const { seq } = await view.position(county);
  const seqs = await view.seqsOf(county, things);
  return (thing) => (seqs.get(thing) ?? []).filter((own) => own <= seq);
}

/** A site that was never heard of has no instant. */
const instantOf = (at: number): string | undefined => (at === 0 ? undefined : formatInstant(at));

/** One item for each row, in their order. */
export async function itemsOfRows(
  context: EvidenceContext,
  county: string,
  rows: readonly ContributionRow[],
  shows: 'amount' | 'part',
): Promise<EvidenceItem[]> {
  if (rows.length === 0) return [];
  const register = registerOf(context, county);
  const names = [...new Set(rows.map(({ thing }) => thing))];
  const entities = await context.view.entities(names, county);
  const seqsOf = await seqsBehind(context, county, names);
  return rows.map((row): EvidenceItem => {
    const body = entities.get(row.thing)?.body;
    const thing = body === undefined ? undefined : (JSON.parse(body) as Thing);
    return {
      kind: kindOfThing(row.thing),
      id: thing ? idOf(thing, county, context) : '',
      title: thing ? titleOf(thing, row, register, context.sight) : '',
      site: row.site,
      ...given('at', instantOf(row.at)),
      ...(shows === 'part' ? { part: row.amount === 0 ? 0 : 1 } : { amount: row.amount }),
      seqs: seqsOf(row.thing),
    };
  });
}

/** One item for each member, with the newest thing that makes him one. */
export async function itemsOfMembers(
  context: EvidenceContext,
  county: string,
  rows: readonly ContributionRow[],
): Promise<EvidenceItem[]> {
  if (rows.length === 0) return [];
  const register = registerOf(context, county);
  const seqsOf = await seqsBehind(context, county, [...new Set(rows.map(({ thing }) => thing))]);
  return rows.map(({ member = '', team, site, at, thing }) => ({
    kind: 'volunteer',
    id: context.pseudonym(county, member),
    title: boardTitle(`志愿者${teamName(register, team)}`),
    site,
    at: formatInstant(at),
    amount: 1,
    seqs: seqsOf(thing),
  }));
}

/** A thing that counts 1 by itself. */
export async function itemOfThing(
  context: EvidenceContext,
  county: string,
  name: string,
): Promise<EvidenceItem[]> {
  const entity = (await context.view.entities([name], county)).get(name);
  if (!entity) return [];
  const thing = JSON.parse(entity.body) as Thing;
  const at = thing.kind === 'order' ? formatInstant(thing.placedAt) : undefined;
  const item: EvidenceItem = {
    kind: entity.kind,
    id: idOf(thing, county, context),
    title: titleOf(thing, {}, registerOf(context, county), context.sight),
    site: entity.site,
    ...given('at', at),
    amount: 1,
    seqs: (await seqsBehind(context, county, [name]))(name),
  };
  return [item];
}

/** Carries out what operators command: decided on the journal as it stands, and only where nothing was overlooked. */
import { createHmac } from 'node:crypto';
import type { Register } from '../../shared/county/register.ts';
import { sourceOfSite } from '../../shared/domain/place.ts';
import { orderThing } from '../../shared/domain/thing.ts';
import { formatInstant, parseInstant } from '../../shared/domain/time.ts';
import { type JournalEventType, journalDefinitions } from '../../shared/events/registry.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import type { CommandAnswer, NewOrder, OvertakenProblem } from '../../shared/wire/desk.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import {
  type Command,
  type CommandOutcome,
  commandDigest,
  commandEvents,
  commandName,
  commandOf,
  type HistoryRow,
} from '../store/store.ts';
import { type AnyOrderCommand, commandedAt, type Decision, decide } from './decide.ts';
import type { DeskQueries } from './desk-queries.ts';
import { nameOf, newestOf, standingEvents } from './history.ts';
import { situationOf } from './situation.ts';

export interface DispatchOptions {
  queries: Pick<DeskQueries, 'deskHistory'>;
  command: (command: Command) => Promise<CommandOutcome>;
  register: (county: string) => Register | undefined;
  /** Key of the digests of events. */
  digestSecret: string;
  /** How screens call a user, by the name that he signs in with. */
  personOf: (name: string) => string;
  /** The server's clock in ms. */
  clock: () => number;
}

/** A command of somebody on a thing. */
export interface Commanding {
  county: string;
  thing: string;
  /** `user:<name>`. */
  actor: string;
  commandId: string;
  seen: number;
  /** All that it says. */
  content: unknown;
}

/** What is decided, and what else it rests on. */
export type Deciding = Decision & { restsOn?: Command['restsOn'] };

type Decider = (rows: readonly HistoryRow[], register: Register) => Deciding | Promise<Deciding>;

/** Each time that a second thing moved in between, it is decided anew. */
const maxAttempts = 3;

export class Dispatch {
  readonly #options: DispatchOptions;

  constructor(options: DispatchOptions) {
    this.#options = options;
  }

  /** One command on an order. */
  order(
    { county, id, ...who }: { county: string; id: string; actor: string; commandId: string; seen: number },
    command: AnyOrderCommand,
  ): Promise<CommandAnswer> {
    const commanding = { ...who, county, thing: orderThing(id), content: [id, command] };
    return this.carryOut(commanding, async (rows, register) => {
      const situation = situationOf(standingEvents(rows), register);
      if (!situation) throw noOrder(id);
      const { actor } = who;
      if (command.command !== 'merge') return decide(situation, command, { actor });
      const thing = orderThing(command.body.into);
      const others = await this.#options.queries.deskHistory({ county, thing });
      const other = situationOf(standingEvents(others), register)?.order;
      const decision = decide(situation, command, { actor, other });
      return { ...decision, restsOn: [{ thing, seen: newestOf(others) }] };
    });
  }

  /** An order for somebody who phones. */
  async place(county: string, actor: string, { commandId, ...order }: NewOrder): Promise<CommandAnswer> {
    const id = this.#orderId(actor, commandId);
    const commanding = {
      ...{ county, actor, commandId, thing: orderThing(id) },
      seen: 0,
      content: ['place', order],
    };
    const answer = await this.carryOut(commanding, (_rows, register) => {
      const refused = faultOfOrder(order, register);
      if (refused) return refused;
      return { ok: true, said: [{ type: 'order.placed', data: { orderId: id, ...order } }] };
    });
    return { ...answer, id };
  }

  /**
   * Decides on what stands, and appends what is decided.
   * @throws ProblemError `overtaken`, `id-conflict`, or as it was decided.
   */
  async carryOut(commanding: Commanding, decider: Decider): Promise<CommandAnswer> {
    const { county, thing, seen } = commanding;
    const register = this.#options.register(county);
    if (!register) throw new Error(`no county ${county}`);
    for (let attempt = 1; ; attempt += 1) {
      const rows = await this.#options.queries.deskHistory({ county, thing });
      const repeated = this.#repetition(commanding, rows, register);
      if (repeated) return repeated;
      if (newestOf(rows) > seen) throw overtaken(rows, seen, register, this.#options.personOf);
      const decision = await decider(rows, register);
      if (!decision.ok) throw new ProblemError(decision.code, decision);
      const outcome = await this.#append(commanding, decision, rows, register);
      switch (outcome.status) {
        case 'accepted':
        case 'duplicate':
          return { seqs: outcome.seqs, seen: Math.max(newestOf(rows), ...outcome.seqs) };
        case 'id-conflict':
          throw idConflict();
        case 'overtaken':
          // Decided anew on what is there now: the same refusal, unless only another thing has moved.
          if (attempt === maxAttempts) throw new ProblemError('unavailable', busy, { retryAfter: 1 });
      }
    }
  }

  #append(
    { county, thing, actor, commandId, content }: Commanding,
    { said, restsOn }: Extract<Deciding, { ok: true }>,
    rows: readonly HistoryRow[],
    register: Register,
  ): Promise<CommandOutcome> {
    const { command, digestSecret, clock } = this.#options;
    const now = clock();
    const events = commandEvents(digestSecret, {
      ...{ county, actor, commandId, content, said },
      center: register.center.code,
      at: commandedAt(standingEvents(rows), now),
      receivedAt: now,
    });
    return command({ county, thing, seen: newestOf(rows), events, ...given('restsOn', restsOn) });
  }

  /** The answer to a command that was carried out already. */
  #repetition(
    { actor, commandId, content }: Commanding,
    rows: readonly HistoryRow[],
    register: Register,
  ): CommandAnswer | undefined {
    const name = commandName(commandId);
    const source = sourceOfSite(register.center.code);
    const own = rows.filter((row) => row.source === source && commandOf(row.id) === name);
    const first = own.find(({ id }) => id === name);
    if (!first) return undefined;
    if (first.digest !== commandDigest(this.#options.digestSecret, { actor, content })) throw idConflict();
    return { seqs: own.map(({ seq }) => seq), seen: newestOf(rows) };
  }

  /** Short enough to be read out by telephone, and the same for the same command. */
  #orderId(actor: string, commandId: string): string {
    const { digestSecret } = this.#options;
    const hash = createHmac('sha256', digestSecret).update(`${actor} ${commandId}`).digest('hex');
    return `desk-${hash.slice(0, 10)}`;
  }
}

const busy = { zh: '点单正在变动，请重试', en: 'the orders are moving, please try again' };

export const noOrder = (id: string): ProblemError =>
  new ProblemError('not-found', { zh: `没有点单 ${id}`, en: `there is no order ${id}` });

const idConflict = (): ProblemError =>
  new ProblemError('id-conflict', {
    zh: '这个 commandId 已用于另一操作',
    en: 'the commandId stands for another command',
  });

/** Says who was faster, and with what. */
function overtaken(
  rows: readonly HistoryRow[],
  seen: number,
  register: Register,
  personOf: DispatchOptions['personOf'],
): ProblemError {
  const newer = rows.filter(({ seq }) => seq > seen);
  const lines = newer.map(({ seq, at, type, site, actor, data }): OvertakenProblem['newer'][number] => {
    const { teamId } = JSON.parse(data) as { teamId?: string };
    return {
      ...{ seq, at: formatInstant(at), type, site },
      ...given('actor', actor === undefined ? undefined : personOf(nameOf(actor))),
      ...given('team', teamId === undefined ? undefined : (register.team(teamId)?.name ?? teamId)),
    };
  });
  const told = lines.map(({ type, site, actor, team }) => {
    const who = actor ?? register.site(site)?.name ?? site;
    const { zh } = journalDefinitions[type as JournalEventType].summary;
    return `${who} ${zh}${team === undefined ? '' : `（${team}）`}`;
  });
  const detail = {
    zh: `您看到之后又有变动：${told.join('；')}`,
    en: `something has happened since: ${newer.map(({ type }) => type).join(', ')}`,
  };
  return new ProblemError('overtaken', detail, { members: { newer: lines, seen: newestOf(rows) } });
}

/** What a station may leave open is chosen by hand here, so it must be one that there is. */
function faultOfOrder(order: Omit<NewOrder, 'commandId'>, register: Register): Deciding | undefined {
  const fault = (zh: string, en: string): Deciding => ({ ok: false, code: 'invalid-data', zh, en });
  const { category, townCode, dueAt } = order;
  if (!register.county.profile.categories.some(({ id }) => id === category))
    return fault(`没有类别 ${category}`, `there is no category ${category}`);
  if (townCode !== undefined && !register.town(townCode))
    return fault(`没有乡镇 ${townCode}`, `there is no town ${townCode}`);
  if (dueAt !== undefined && parseInstant(dueAt) === undefined)
    return fault('约定时间应为带时区的 RFC 3339 时间', 'dueAt must be an RFC 3339 time with offset');
  return undefined;
}

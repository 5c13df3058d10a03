/** What operators may say of an alert, as events of its thing. */
import { alertThing } from '../../shared/domain/thing.ts';
import { parseInstant } from '../../shared/domain/time.ts';
import type { AlertCommand, AlertCommands, CommandAnswer } from '../../shared/wire/desk.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { Said } from '../store/store.ts';
import type { AlertQueries } from './alert-queries.ts';

export type AnyAlertCommand = { [C in AlertCommand]: { command: C; body: AlertCommands[C] } }[AlertCommand];

/** Longer than a week nobody may let an alert rest. */
const longestPauseMs = 7 * 86_400_000;

interface Commanding {
  county: string;
  thing: string;
  actor: string;
  commandId: string;
  seen: number;
  content: unknown;
}

export interface AlertDeskOptions {
  queries: Pick<AlertQueries, 'alertStands'>;
  /** Appends what is decided, only where nothing of the thing was overlooked. */
  carryOut: (
    commanding: Commanding,
    decide: () => Promise<{ ok: true; said: [Said, ...Said[]] }>,
  ) => Promise<CommandAnswer>;
  /** Masked name of an actor, as screens show it. */
  nameOf: (actor: string) => Promise<string>;
  /** The server's clock in ms. */
  clock: () => number;
}

function pauseUntil(until: string, now: number): string {
  const at = parseInstant(until);
  if (at !== undefined && at > now && at <= now + longestPauseMs) return until;
  throw new ProblemError('invalid-data', {
    zh: '暂缓到的时间应在此刻之后、7天以内',
    en: 'until must be an instant within the next 7 days',
  });
}

/** The event that a command is. */
export function alertSaid(
  alertId: string,
  { command, body }: AnyAlertCommand,
  by: string,
  now: number,
): Said {
  switch (command) {
    case 'acknowledge':
      return { type: 'desk.acknowledged', data: { alertId, by } };
    case 'assign':
      return { type: 'desk.assigned', data: { alertId, to: body.to, by } };
    case 'comment':
      return { type: 'desk.commented', data: { alertId, text: body.text, by } };
    case 'snooze':
      return { type: 'desk.snoozed', data: { alertId, until: pauseUntil(body.until, now), by } };
  }
}

export class AlertDesk {
  readonly #options: AlertDeskOptions;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
  }

  /** @throws ProblemError where the alert has closed, or somebody was faster. */
  async command(
    who: { county: string; alertId: string; actor: string; commandId: string; seen: number },
    command: AnyAlertCommand,
  ): Promise<CommandAnswer> {
    const { queries, carryOut, nameOf, clock } = this.#options;
    const { alertId, ...rest } = who;
    const by = await nameOf(who.actor);
    const commanding = { ...rest, thing: alertThing(alertId), content: [alertId, command] };
    return carryOut(commanding, async () => {
      if (!(await queries.alertStands({ county: who.county, alertId }))) throw closed();
      return { ok: true, said: [alertSaid(alertId, command, by, clock())] };
    });
  }
}

const closed = (): ProblemError =>
  new ProblemError('invalid-state', {
    zh: '没有这条预警，或其原因已消除',
    en: 'there is no such alert, or its cause is gone',
  });

/** What the desk asks and commands (`/api/v1/desk/…`). */
import type {
  AlertCommand,
  AlertCommands,
  AlertsAnswer,
  CommandAnswer,
  CommandEnvelope,
  NewOrder,
  OrderCommand,
  OrderCommands,
  OrderDetail,
  QueueAnswer,
  QueueQuery,
  SuggestionsAnswer,
} from '../../shared/wire/desk.ts';
import type { Page, TeamRow } from '../../shared/wire/http.ts';
import type { QualityAnswer, QualityCommands, QualityKind } from '../../shared/wire/quality.ts';
import { request } from '../live/request.ts';

/** A name for a command that nobody else makes; `crypto.randomUUID` needs a secure context, which a LAN has not. */
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function search(query: Record<string, string | number | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  return parameters.toString();
}

const part = encodeURIComponent;

/** `unattended`: the page reads by itself, which keeps no session open. */
export const getQueue = (query: QueueQuery, unattended: boolean): Promise<QueueAnswer> =>
  request(`desk/queue?${search({ ...query })}`, { unattended });

export const getOrder = (county: string, id: string, unattended: boolean): Promise<OrderDetail> =>
  request(`desk/orders/${county}/${part(id)}`, { unattended });

export const getSuggestions = (county: string, id: string): Promise<SuggestionsAnswer> =>
  request(`desk/orders/${county}/${part(id)}/suggestions`, { unattended: true });

export const sendOrder = (county: string, order: NewOrder): Promise<CommandAnswer> =>
  request(`desk/orders/${county}`, { method: 'POST', body: order });

export const commandOrder = <C extends OrderCommand>(
  county: string,
  id: string,
  command: C,
  body: OrderCommands[C] & CommandEnvelope,
): Promise<CommandAnswer> =>
  request(`desk/orders/${county}/${part(id)}/${command}`, { method: 'POST', body });

export const getAlerts = (county: string, unattended: boolean): Promise<AlertsAnswer> =>
  request(`desk/alerts?${search({ county })}`, { unattended });

export const commandAlert = <C extends AlertCommand>(
  county: string,
  id: string,
  command: C,
  body: AlertCommands[C] & CommandEnvelope,
): Promise<CommandAnswer> =>
  request(`desk/alerts/${county}/${part(id)}/${command}`, { method: 'POST', body });

export const getQuality = (
  county: string,
  kind: QualityKind,
  unattended: boolean,
  cursor?: string,
): Promise<QualityAnswer> => request(`desk/quality?${search({ county, kind, cursor })}`, { unattended });

export const commandQuality = <C extends keyof QualityCommands>(
  county: string,
  command: C,
  body: QualityCommands[C] & CommandEnvelope,
): Promise<CommandAnswer> => request(`desk/quality/${county}/${command}`, { method: 'POST', body });

/** A county has at most a few thousand teams. */
const teamPagesMost = 10;

/** Every team of a county, to offer an order to one that was not suggested. */
export async function getTeams(county: string): Promise<TeamRow[]> {
  const rows: TeamRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < teamPagesMost; page++) {
    const answer: Page<TeamRow> = await request(`teams?${search({ area: county, limit: 500, cursor })}`, {
      unattended: true,
    });
    rows.push(...answer.items);
    if (answer.cursor === null) break;
    cursor = answer.cursor;
  }
  return rows;
}

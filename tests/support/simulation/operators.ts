/** Operators of a simulation: they command on what they see, race each other, and send again what was not answered. */
import { randomBytes } from 'node:crypto';
import type { Random } from '../../../mock/simulation/random.ts';
import type { CommandAnswer, OrderDetail } from '../../../shared/wire/desk.ts';
import type { SignedIn } from '../signed-in.ts';
import { countyCode } from '../small-county.ts';

const patienceMs = 3_000;

/** Refused by the order as it stands, or because another operator was faster. */
const refused = [404, 409, 422];
const later = [429, 503];

export interface Commanded {
  actor: string;
  commandId: string;
  seqs: readonly number[];
}

export class SimulatedOperator {
  readonly commanded: Commanded[] = [];
  readonly faults: string[] = [];

  constructor(
    private readonly user: SignedIn,
    private readonly address: string,
    private readonly random: Random,
  ) {}

  /** Looks at an order, and does one of the things that are possible now. */
  async act(orderId: string): Promise<void> {
    const path = `desk/orders/${countyCode}/${encodeURIComponent(orderId)}`;
    const seen = await this.#ask<OrderDetail>('GET', path);
    if (seen?.status !== 200) return;
    const possible = seen.body.commands.filter((command) => command !== 'merge');
    if (possible.length === 0) return;
    const command = this.random.pick(possible);
    const said: Record<string, object> = {
      offer: { team: this.random.pick(['TA', 'TB', 'TC']) },
      ...{ withdraw: { reason: '另派' }, cancel: { reason: '不需要了' }, note: { text: '已电话联系' } },
      undo: { seq: this.random.pick(seen.body.history).seq },
      rate: { score: this.random.whole(1, 5) },
    };
    const commandId = randomBytes(9).toString('hex');
    const body = { commandId, seen: seen.body.seen, ...said[command] };
    for (;;) {
      const answer = await this.#ask<CommandAnswer>('POST', `${path}/${command}`, body);
      if (answer?.status === 200) {
        this.commanded.push({ actor: `user:${this.user.name}`, commandId, seqs: answer.body.seqs });
        return;
      }
      if (answer && refused.includes(answer.status)) return;
      if (answer && !later.includes(answer.status)) {
        this.faults.push(`${command}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #ask<T>(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: T } | undefined> {
    const { cookie, csrf } = this.user;
    try {
      const response = await fetch(`${this.address}/api/v1/${path}`, {
        method,
        headers: {
          ...{ cookie, 'x-csrf-token': csrf, origin: this.address },
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      return { status: response.status, body: JSON.parse(text) as T };
    } catch {
      return undefined;
    }
  }
}

/**
 * Codes that displays show until an operator types one, kept where every server finds them, codes and tickets as
 * digests. The token of a display follows from its ticket, which it alone knows: what is kept makes no token of it.
 */
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { pairingAlphabet, pairingLength, readCode } from '../../shared/wire/remote.ts';
import { changePassing, type PassingRow, type PassingStore } from '../store/store.ts';

/** How long a code may be typed. */
export const codeMs = 5 * 60_000;
/** How long a paired display may fetch its token, again too where the answer was lost on the way. */
const fetchMs = 60_000;
/** Walls behind one address, and open codes in all: who asks for more waits. */
const openOfAddress = 8;
const openMost = 200;
const kind = 'pairing';

/** A display as an operator has made it of a code. */
export interface Made {
  id: string;
  name: string;
  scope: string;
}

export type Paired = Made & { token: string };

interface Open {
  code: string;
  address: string;
  /** Of the secret in the token of the display. */
  hash: string;
  paired?: Made;
  fetched?: boolean;
}

export type Claim = { state: 'waiting' } | { state: 'over' } | ({ state: 'paired' } & Paired);

export interface PairingOptions {
  store: Pick<PassingStore, 'passing' | 'putPassing' | 'dropPassing'>;
  /** Key of the digests, the same on every server. */
  key: string;
  now: () => number;
  hashOf: (secret: string) => string;
  tokenOf: (id: string, secret: string) => string;
  /** Told of a display that was paired and never fetched its token. */
  onForgotten: (displayId: string) => Promise<void>;
}

function newCode(): string {
  let code = '';
  while (code.length < pairingLength) code += pairingAlphabet[randomInt(pairingAlphabet.length)];
  return code;
}

const secretOf = (ticket: string): string =>
  createHmac('sha256', ticket).update('display').digest('base64url');
const openOf = ({ body }: PassingRow): Open => JSON.parse(body) as Open;

export class PairingCodes {
  readonly #options: PairingOptions;

  constructor(options: PairingOptions) {
    this.#options = options;
  }

  /** A code for a display at this address, in place of the one of its ticket; undefined where there are too many. */
  async open(
    address: string,
    ticket?: string,
  ): Promise<{ code: string; ticket: string; expiresAt: number } | undefined> {
    const { store, now, hashOf } = this.#options;
    if (ticket !== undefined) await this.#giveUp(this.#digest(ticket));
    const open = await this.#standing();
    if (open.length >= openMost || open.filter((one) => one.address === address).length >= openOfAddress)
      return undefined;
    const [code, fresh] = [newCode(), randomBytes(24).toString('base64url')];
    if (open.some((one) => one.code === this.#digest(code))) return this.open(address);
    const expiresAt = now() + codeMs;
    const row: Open = { code: this.#digest(code), address, hash: hashOf(secretOf(fresh)) };
    const name = this.#digest(fresh);
    await store.putPassing({ kind, name, rev: 1, body: JSON.stringify(row), until: expiresAt });
    return { code, ticket: fresh, expiresAt };
  }

  /** The hash of the secret that the display with this code will have; undefined where none shows it unpaired. */
  async hashFor(code: string): Promise<string | undefined> {
    return (await this.#of(code))?.hash;
  }

  /** Gives the display that shows this code what it is from now on; false where the code is over meanwhile. */
  async pair(code: string, made: Made): Promise<boolean> {
    const { store, now } = this.#options;
    const found = await this.#of(code);
    if (!found) return false;
    let paired = false;
    await changePassing<Open>(store, { kind, name: found.name }, now(), (open) => {
      paired = open !== undefined && open.paired === undefined;
      return open && paired ? { body: { ...open, paired: made }, until: now() + fetchMs } : undefined;
    });
    return paired;
  }

  async claim(ticket: string): Promise<Claim> {
    const { store, now, tokenOf } = this.#options;
    const name = this.#digest(ticket);
    const [row] = await store.passing(kind, name);
    if (!row || row.until <= now()) {
      if (row) await this.#end(row);
      return { state: 'over' };
    }
    const { paired, fetched } = openOf(row);
    if (!paired) return { state: 'waiting' };
    if (!fetched)
      await changePassing<Open>(store, { kind, name }, now(), (open) =>
        open ? { body: { ...open, fetched: true }, until: row.until } : undefined,
      );
    return { state: 'paired', ...paired, token: tokenOf(paired.id, secretOf(ticket)) };
  }

  /** Ends what is over, so that no display stands in force whose wall never asked for it. */
  async sweep(): Promise<void> {
    await this.#standing();
  }

  async #standing(): Promise<(Open & { name: string })[]> {
    const now = this.#options.now();
    const rows = await this.#options.store.passing(kind);
    for (const row of rows) if (row.until <= now) await this.#end(row);
    return rows.filter(({ until }) => until > now).map((row) => ({ ...openOf(row), name: row.name }));
  }

  async #of(typed: string): Promise<(Open & { name: string }) | undefined> {
    const digest = this.#digest(readCode(typed));
    return (await this.#standing()).find(({ code, paired }) => code === digest && paired === undefined);
  }

  /** Two servers may do so at once: what it does twice is the same as once. */
  async #end(row: PassingRow): Promise<void> {
    const { paired, fetched } = openOf(row);
    if (paired && fetched !== true) await this.#options.onForgotten(paired.id);
    await this.#options.store.dropPassing(kind, row.name, row.rev);
  }

  async #giveUp(name: string): Promise<void> {
    const { store } = this.#options;
    const [row] = await store.passing(kind, name);
    if (row && openOf(row).paired === undefined) await store.dropPassing(kind, name, row.rev);
  }

  #digest(text: string): string {
    return createHmac('sha256', this.#options.key).update(text).digest('base64url');
  }
}

/**
 * Codes that displays show until an operator types one. All of it lies in memory alone, codes and tickets as digests:
 * a restart costs a display its code and nothing else, as it asks for another.
 */
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { pairingAlphabet, pairingLength, readCode } from '../../shared/wire/remote.ts';

/** How long a code may be typed. */
export const codeMs = 5 * 60_000;
/** How long a paired display may fetch its token, again too where the answer was lost on the way. */
const fetchMs = 60_000;
/** Walls behind one address, and open codes in all: who asks for more waits. */
const openOfAddress = 8;
const openMost = 200;

export interface Paired {
  id: string;
  token: string;
  name: string;
  scope: string;
}

interface Open {
  code: string;
  address: string;
  until: number;
  paired?: Paired;
  fetched?: boolean;
}

export type Claim = { state: 'waiting' } | { state: 'over' } | ({ state: 'paired' } & Paired);

function newCode(): string {
  let code = '';
  while (code.length < pairingLength) code += pairingAlphabet[randomInt(pairingAlphabet.length)];
  return code;
}

export class PairingCodes {
  readonly #key = randomBytes(32);
  readonly #open = new Map<string, Open>();
  readonly #now: () => number;
  /** Told of a display that was paired and never fetched its token. */
  readonly #onForgotten: (displayId: string) => void;

  constructor(now: () => number, onForgotten: (displayId: string) => void) {
    this.#now = now;
    this.#onForgotten = onForgotten;
  }

  /** A code for a display at this address, in place of the one of its ticket; undefined where there are too many. */
  open(address: string, ticket?: string): { code: string; ticket: string; expiresAt: number } | undefined {
    this.#sweep();
    const before = ticket === undefined ? undefined : this.#digest(ticket);
    if (before !== undefined && this.#open.get(before)?.paired === undefined) this.#open.delete(before);
    const here = [...this.#open.values()].filter((one) => one.address === address).length;
    if (here >= openOfAddress || this.#open.size >= openMost) return undefined;
    const [code, fresh] = [newCode(), randomBytes(24).toString('base64url')];
    if (this.#of(code)) return this.open(address);
    const expiresAt = this.#now() + codeMs;
    this.#open.set(this.#digest(fresh), { code: this.#digest(code), address, until: expiresAt });
    return { code, ticket: fresh, expiresAt };
  }

  /** Whether a display shows this code, and nobody has paired it yet. */
  isOpen(code: string): boolean {
    this.#sweep();
    return this.#of(readCode(code)) !== undefined;
  }

  /** Gives the display that shows this code what it is from now on; false where the code is over meanwhile. */
  pair(code: string, paired: Paired): boolean {
    this.#sweep();
    const open = this.#of(readCode(code));
    if (!open) return false;
    open.paired = paired;
    open.until = this.#now() + fetchMs;
    return true;
  }

  claim(ticket: string): Claim {
    this.#sweep();
    const open = this.#open.get(this.#digest(ticket));
    if (!open) return { state: 'over' };
    if (!open.paired) return { state: 'waiting' };
    open.fetched = true;
    return { state: 'paired', ...open.paired };
  }

  #of(code: string): Open | undefined {
    const digest = this.#digest(code);
    return [...this.#open.values()].find((one) => one.code === digest && one.paired === undefined);
  }

  #digest(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }

  #sweep(): void {
    const now = this.#now();
    for (const [ticket, { until, paired, fetched }] of [...this.#open])
      if (until <= now) {
        this.#open.delete(ticket);
        if (paired && fetched !== true) this.#onForgotten(paired.id);
      }
  }
}

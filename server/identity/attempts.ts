/**
 * Whoever guesses passwords is made to wait: by the name that is tried, and by the address that tries, whichever
 * server he asks. Names are kept as digests: some write their password where the name belongs.
 */
import { createHash } from 'node:crypto';
import { changePassing, type PassingStore } from '../store/store.ts';

/** Contract §7. */
export const failuresOfName = 5;
export const lockMs = 300_000;
/** A whole office may sit behind one address. */
export const failuresOfAddress = 30;
const kind = 'failures';

interface Tries {
  count: number;
  /** When the last of them was made (ms). */
  at: number;
}

type FailureStore = Pick<PassingStore, 'passing' | 'putPassing' | 'dropPassing'>;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Someone with IPv6 has 2⁶⁴ addresses, and they are one. */
const neighbourhood = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address;

const ofName = (name: string): string => digestOf(`name ${name}`);
const ofAddress = (address: string): string => digestOf(`address ${neighbourhood(address)}`);

export class SignInAttempts {
  readonly #store: FailureStore;

  constructor(store: FailureStore) {
    this.#store = store;
  }

  /**
   * Counts a try as a failure before it is looked at, so that many at once are no way around; answers how long to wait
   * (ms), where it may not be looked at.
   */
  async begin(name: string, address: string, now: number): Promise<number> {
    const waitOfName = await this.#count(ofName(name), failuresOfName, now);
    if (waitOfName > 0) return waitOfName;
    const waitOfAddress = await this.#count(ofAddress(address), failuresOfAddress, now);
    if (waitOfAddress > 0) await this.#takeBack(ofName(name), now);
    return waitOfAddress;
  }

  /** It was the right password after all. */
  async succeed(name: string, address: string, now: number): Promise<void> {
    await this.#store.dropPassing(kind, ofName(name));
    await this.#takeBack(ofAddress(address), now);
  }

  /** It was not looked at after all. */
  async takeBack(name: string, address: string, now: number): Promise<void> {
    await this.#takeBack(ofName(name), now);
    await this.#takeBack(ofAddress(address), now);
  }

  async #count(name: string, most: number, now: number): Promise<number> {
    let wait = 0;
    await changePassing<Tries>(this.#store, { kind, name }, now, (tries) => {
      wait = tries && tries.count >= most ? tries.at + lockMs - now : 0;
      if (wait > 0) return undefined;
      return { body: { count: (tries?.count ?? 0) + 1, at: now }, until: now + lockMs };
    });
    return wait;
  }

  #takeBack(name: string, now: number): Promise<void> {
    return changePassing<Tries>(
      this.#store,
      { kind, name },
      now,
      (tries) => tries && { body: { ...tries, count: tries.count - 1 }, until: tries.at + lockMs },
    );
  }
}

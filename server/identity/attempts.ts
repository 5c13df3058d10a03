/** Whoever guesses passwords is made to wait: by the name that is tried, and by the address that tries. */

/** Contract §7. */
export const failuresOfName = 5;
export const lockMs = 300_000;
/** A whole office may sit behind one address. */
export const failuresOfAddress = 30;
/** Names and addresses that are remembered; what goes beyond forgets the oldest. */
const maxKept = 20_000;

interface Tries {
  count: number;
  /** When the last of them was made (ms). */
  at: number;
}

/** Failures of some minutes, each of which is forgotten when nothing was tried for that long. */
class Failures {
  readonly #kept = new Map<string, Tries>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** How long it still has to wait (ms); 0 where it may try. */
  waitOf(key: string, now: number): number {
    const tries = this.#kept.get(key);
    if (!tries || tries.count < this.#most) return 0;
    return Math.max(0, tries.at + lockMs - now);
  }

  add(key: string, now: number): void {
    const known = this.#kept.get(key);
    const count = known && now - known.at < lockMs ? known.count + 1 : 1;
    // Set anew, so that the map's order is that of use and the oldest goes first.
    this.#kept.delete(key);
    this.#kept.set(key, { count, at: now });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
    }
  }

  takeBack(key: string): void {
    const known = this.#kept.get(key);
    if (known) known.count -= 1;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}

/** Someone with IPv6 has 2⁶⁴ addresses, and they are one. */
const neighbourhood = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address;

export class SignInAttempts {
  readonly #names = new Failures(failuresOfName);
  readonly #addresses = new Failures(failuresOfAddress);

  /**
   * Counts a try as a failure before it is looked at, so that many at once are no way around; answers how long to wait
   * (ms), where it may not be looked at.
   */
  begin(name: string, address: string, now: number): number {
    const place = neighbourhood(address);
    const wait = Math.max(this.#names.waitOf(name, now), this.#addresses.waitOf(place, now));
    if (wait > 0) return wait;
    this.#names.add(name, now);
    this.#addresses.add(place, now);
    return 0;
  }

  /** It was the right password after all. */
  succeed(name: string, address: string): void {
    this.#names.forget(name);
    this.#addresses.takeBack(neighbourhood(address));
  }

  /** It was not looked at after all. */
  takeBack(name: string, address: string): void {
    this.#names.takeBack(name);
    this.#addresses.takeBack(neighbourhood(address));
  }
}

/**
 * Signing in by a county's identity provider: OpenID Connect, code flow with PKCE, state and nonce. It says who
 * somebody is; whether he may come in at all an administrator has said by making him a user.
 */
import type { Configuration, IDToken } from 'openid-client';
import type { Role } from '../../shared/domain/reader.ts';
import { roles } from '../../shared/domain/reader.ts';
import type { ProviderProblem } from '../../shared/wire/session.ts';
import type { ProviderConfig } from '../config.ts';
import type { PassingStore } from '../store/store.ts';
import { Seal } from './seal.ts';
import { hashOf } from './tokens.ts';

/** Taken in when somebody first signs in so. */
const openid = () => import('openid-client');

const answerSeconds = 10;
/** Whoever takes longer at the provider begins anew. */
export const pendingSeconds = 600;
const takenKind = 'provider-taken';

/** What the browser carries, sealed, so that it may come back to any server. */
interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  /** Where the person goes on. */
  to: string;
  begunAt: number;
}

export interface Identified {
  subject: string;
  /** Where the provider says it too. */
  role?: Role;
}

/** A sign-in that came to nothing. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';

  constructor(
    readonly problem: ProviderProblem,
    cause?: unknown,
  ) {
    super(problem, { cause });
  }
}

export class Provider {
  readonly #config: ProviderConfig;
  readonly #store: Pick<PassingStore, 'putPassing'>;
  readonly #now: () => number;
  readonly #seal: Seal;
  #discovered: Promise<Configuration> | undefined;

  constructor(config: ProviderConfig, store: Pick<PassingStore, 'putPassing'>, now: () => number) {
    this.#config = config;
    this.#store = store;
    this.#now = now;
    this.#seal = new Seal(config.clientSecret, 'a sign-in under way');
  }

  /**
   * Begins a sign-in: the address at the provider, and what the browser brings back for this very sign-in.
   * @throws ProviderError
   */
  async begin(redirectUri: string, to: string): Promise<{ carried: string; address: string }> {
    const client = await openid();
    const configuration = await this.#discover();
    const [state, nonce, verifier] = [
      client.randomState(),
      client.randomNonce(),
      client.randomPKCECodeVerifier(),
    ];
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#config.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const pending: Pending = { state, nonce, verifier, redirectUri, to, begunAt: this.#now() };
    return { carried: this.#seal.close(pending), address: address.href };
  }

  /** Where a sign-in that was begun goes on; each is finished once, whichever servers are asked. */
  async take(carried: string | undefined): Promise<Pending | undefined> {
    const pending = this.#seal.open(carried ?? '') as Pending | undefined;
    if (!pending) return undefined;
    const until = pending.begunAt + pendingSeconds * 1000;
    if (this.#now() > until) return undefined;
    const taking = { kind: takenKind, name: hashOf(pending.state), rev: 1, body: 'true', until };
    return (await this.#store.putPassing(taking)) ? pending : undefined;
  }

  /**
   * Who it is, by what the provider has sent back with the browser.
   * @throws ProviderError
   */
  async finish({ state, nonce, verifier, redirectUri }: Pending, search: string): Promise<Identified> {
    const client = await openid();
    const configuration = await this.#discover();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    const answer = new URL(`${redirectUri}${search}`);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, answer, checks);
      return this.#identified(tokens.claims());
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (error instanceof client.AuthorizationResponseError) throw new ProviderError('denied', error);
      throw new ProviderError(isOfTheLine(error) ? 'unavailable' : 'refused', error);
    }
  }

  #identified(claims: IDToken | undefined): Identified {
    const { subjectClaim, roleClaim, roles: table } = this.#config;
    const subject = claims?.[subjectClaim];
    if (typeof subject !== 'string' || subject === '') throw new ProviderError('refused');
    if (roleClaim === undefined) return { subject };
    const said = new Set([claims?.[roleClaim] ?? []].flat());
    // The last of them may do most.
    const role = [...roles]
      .reverse()
      .find((known) => (table.get(known) ?? []).some((value) => said.has(value)));
    if (role === undefined) throw new ProviderError('unknown-user');
    return { subject, role };
  }

  /** Asked once; anew where it failed. */
  #discover(): Promise<Configuration> {
    this.#discovered ??= this.#askForConfiguration().catch((error: unknown) => {
      this.#discovered = undefined;
      throw new ProviderError('unavailable', error);
    });
    return this.#discovered;
  }

  async #askForConfiguration(): Promise<Configuration> {
    const client = await openid();
    const { issuer, clientId, clientSecret } = this.#config;
    const url = new URL(issuer);
    return client.discovery(url, clientId, clientSecret, undefined, {
      timeout: answerSeconds,
      // The configuration allows plain http on this machine alone.
      execute: [
        // Whatever lies between it and this server, an id token is the provider's own.
        client.enableNonRepudiationChecks,
        ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
  }
}

/** `fetch` fails with a TypeError where nobody answers. */
const isOfTheLine = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'TimeoutError' ||
    (error instanceof TypeError && !('code' in error)) ||
    ('code' in error && error.code === 'OAUTH_TIMEOUT'));

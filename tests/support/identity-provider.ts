/** A whole OpenID provider on this machine, which lets everybody in as whom the test says. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const clientId = 'cockpit';
export const clientSecret = 'a secret that both sides know';

type Claims = Record<string, unknown>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined): Claims =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Claims;

export interface IdentityProvider {
  issuer: string;
  /** Who signs in next, with what is said of him; undefined: he thinks better of it. */
  next: { account: string; claims?: Claims } | undefined;
  /** Changes what the next id tokens say; they are signed anew unless `unsigned`. */
  spoil: { change: (claims: Claims) => Claims; unsigned?: true } | undefined;
  /** The clients may come back here. */
  allow(redirectUri: string): void;
  close(): Promise<void>;
}

/** On `localhost`, which to a browser is another site than `127.0.0.1`. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
  const issuer = `http://localhost:${(http.address() as AddressInfo).port}`;
  let provider: Provider | undefined;

  const sign = (header: string | undefined, claims: Claims): string => {
    const signed = `${header}.${encode(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  };

  const spoiled = (text: string): string => {
    const answer = JSON.parse(text) as { id_token?: string };
    const { spoil } = self;
    if (answer.id_token === undefined || !spoil) return text;
    const [header, body, signature] = answer.id_token.split('.');
    const claims = spoil.change(decode(body));
    const idToken = spoil.unsigned ? `${header}.${encode(claims)}.${signature}` : sign(header, claims);
    return JSON.stringify({ ...answer, id_token: idToken });
  };

  const spoilAnswer = (response: ServerResponse): void => {
    const end = response.end.bind(response);
    response.end = ((chunk: string | Buffer) => {
      const text = spoiled(chunk.toString());
      response.setHeader('content-length', Buffer.byteLength(text));
      return end(text);
    }) as typeof response.end;
  };

  const interact = (request: IncomingMessage, response: ServerResponse): Promise<void> | undefined =>
    provider?.interactionFinished(
      request,
      response,
      self.next ? { login: { accountId: self.next.account } } : { error: 'access_denied' },
    );

  http.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) return void interact(request, response);
    if (request.url === '/token') spoilAnswer(response);
    void provider?.callback()(request, response);
  });

  const self: IdentityProvider = {
    issuer,
    next: undefined,
    spoil: undefined,
    allow: (redirectUri) => {
      const client = { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] };
      const made = new Provider(issuer, {
        clients: [client],
        jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
        cookies: { keys: ['of this test'] },
        claims: { openid: ['sub', 'posts'] },
        conformIdTokenClaims: false,
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
        findAccount: (_context: unknown, id: string) => ({
          accountId: id,
          claims: () => ({ sub: id, ...self.next?.claims }),
        }),
        loadExistingGrant: async ({ oidc }: { oidc: { session: { accountId: string } } }) => {
          const grant = new made.Grant({ accountId: oidc.session.accountId, clientId });
          grant.addOIDCScope('openid');
          await grant.save();
          return grant;
        },
      });
      provider = made;
    },
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return self;
}

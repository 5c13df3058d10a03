/** A whole OpenID provider on this machine, which lets everybody in as whom the test says. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
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

/** Whoever asks is signed in, and has agreed to everything. */
function makeProvider(self: IdentityProvider, privateKey: KeyObject, redirectUri: string): Provider {
  const provider: Provider = new Provider(self.issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
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
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

/** The answer with an id token that says what the test wants it to. */
function spoiled(text: string, { spoil }: IdentityProvider, privateKey: KeyObject): string {
  const answer = JSON.parse(text) as { id_token?: string };
  if (answer.id_token === undefined || !spoil) return text;
  const [header, body, signature] = answer.id_token.split('.');
  const signed = `${header}.${encode(spoil.change(decode(body)))}`;
  const anew = (): string => createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');
  return JSON.stringify({ ...answer, id_token: `${signed}.${spoil.unsigned ? signature : anew()}` });
}

/** On `localhost`, which to a browser is another site than `127.0.0.1`. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
  let provider: Provider | undefined;

  const spoilAnswer = (response: ServerResponse): void => {
    const end = response.end.bind(response);
    response.end = ((chunk: string | Buffer) => {
      const text = spoiled(chunk.toString(), self, privateKey);
      response.setHeader('content-length', Buffer.byteLength(text));
      return end(text);
    }) as typeof response.end;
  };

  http.on('request', (request, response) => {
    const result = self.next ? { login: { accountId: self.next.account } } : { error: 'access_denied' };
    if (request.url?.startsWith('/interaction/'))
      return void provider?.interactionFinished(request, response, result);
    if (request.url === '/token') spoilAnswer(response);
    void provider?.callback()(request, response);
  });

  const self: IdentityProvider = {
    issuer: `http://localhost:${(http.address() as AddressInfo).port}`,
    next: undefined,
    spoil: undefined,
    allow: (redirectUri) => {
      provider = makeProvider(self, privateKey, redirectUri);
    },
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return self;
}

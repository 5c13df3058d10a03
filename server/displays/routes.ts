/** Pairing over HTTP: a display that may not read yet has no other line. */
import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { actorOf, type Reader } from '../../shared/domain/reader.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { ProblemAnswer } from '../../shared/wire/ingest.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type {
  PairedDisplay,
  PairingConfirm,
  PairingOffer,
  PairingRequest,
  PairingState,
} from '../../shared/wire/remote.ts';
import type { Guesses } from './guesses.ts';
import type { Made, PairingCodes } from './pairing.ts';

export interface PairingRoutesOptions {
  codes: PairingCodes;
  guesses: Guesses;
  /** Whether a scope exists, and whether the reader may see it. */
  access: (reader: Reader, scope: string) => 'ok' | 'unknown-scope' | 'forbidden-scope';
  /** Makes a display that is in force when it resolves, with a token whose secret has this hash. */
  create: (name: string, scope: string, hash: string) => Promise<Made>;
  /** Takes a display back that nobody will ever be. */
  revoke: (id: string) => Promise<void>;
}

const Ticket = Type.String({ minLength: 1, maxLength: 64 });
const Request = Type.Object({ ticket: Type.Optional(Ticket) });
const Offer = Type.Object({ code: Type.String(), ticket: Type.String(), expiresAt: Type.String() });
const Claim = Type.Object({ ticket: Ticket });
const State = Type.Object({
  state: Type.Enum(['waiting', 'paired', 'over']),
  token: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String()),
});
const Confirm = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  scope: Type.String({ minLength: 1, maxLength: 80, description: 'area:330127 · site:…' }),
});
const MadeAnswer = Type.Object({ id: Type.String(), name: Type.String(), scope: Type.String() });

const documented = (summary: string, body: TSchema, answer: TSchema) => {
  const problem = { content: { 'application/problem+json': { schema: ProblemAnswer } } };
  return {
    tags: ['displays'],
    summary,
    body,
    response: { 200: answer, 400: problem, 403: problem, 404: problem, 429: problem },
  };
};

const wait = (seconds: number): ProblemError =>
  new ProblemError(
    'too-many-requests',
    { zh: '尝试过多，请稍后再试', en: 'too many attempts, try again later' },
    { retryAfter: Math.ceil(seconds) },
  );

const noSuchCode = (): ProblemError =>
  new ProblemError('not-found', {
    zh: '配对码不对，或已过期：请看大屏上现在的六位码',
    en: 'no display shows this code now',
  });

function addWaiting(app: FastifyInstance, codes: PairingCodes): void {
  app.post<{ Body: PairingRequest }>(
    '/api/v1/pairing',
    {
      config: { access: 'public' },
      schema: documented('大屏申请配对码 · A code to be paired by', Request, Offer),
    },
    async (request): Promise<PairingOffer> => {
      const offer = await codes.open(request.ip, request.body.ticket);
      if (!offer) throw wait(60);
      return { ...offer, expiresAt: formatInstant(offer.expiresAt) };
    },
  );
  app.post<{ Body: { ticket: string } }>(
    '/api/v1/pairing/claim',
    {
      config: { access: 'public' },
      schema: documented('大屏领取令牌 · What became of a code', Claim, State),
    },
    async (request): Promise<PairingState> => {
      const claim = await codes.claim(request.body.ticket);
      if (claim.state !== 'paired') return claim;
      const { state, token, name, scope } = claim;
      return { state, token, name, scope };
    },
  );
}

/** The routes of pairing: two for the display, and one for who types the code. */
export function addPairing(
  app: FastifyInstance,
  { codes, guesses, access, create, revoke }: PairingRoutesOptions,
): void {
  addWaiting(app, codes);
  app.post<{ Body: PairingConfirm }>(
    '/api/v1/pairing/confirm',
    {
      config: { access: ['operator', 'admin'], action: 'display.pair' },
      schema: documented('配对一块大屏 · Pair the display that shows this code', Confirm, MadeAnswer),
    },
    async (request): Promise<PairedDisplay> => {
      const { reader } = request;
      if (!reader) throw new Error('the guard let nobody in');
      const { code, scope } = request.body;
      const name = request.body.name.trim();
      const actor = actorOf(reader);
      request.auditTarget = scope;
      const waitMs = await guesses.waitOf(actor);
      if (waitMs > 0) throw wait(waitMs / 1000);
      if (access(reader, scope) !== 'ok')
        throw new ProblemError('unknown-scope', {
          zh: `没有范围 ${scope}`,
          en: `there is no scope ${scope}`,
        });
      const hash = await codes.hashFor(code);
      if (hash === undefined) {
        await guesses.noteWrong(actor);
        throw noSuchCode();
      }
      const made = await create(name, scope, hash);
      if (!(await codes.pair(code, made))) {
        // Somebody else was faster, or its time was over just now.
        await revoke(made.id);
        throw noSuchCode();
      }
      request.auditTarget = `${made.id} ${name} ${scope}`;
      return made;
    },
  );
}

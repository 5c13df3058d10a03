/** Station keys, for administrators: a key is shown once, when it is made. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { parseScope } from '../../shared/domain/place.ts';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { MadeStationKey, NewStationKey, StationKeyItem } from '../../shared/wire/admin.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { Credentials, StationKeyRow, Store } from '../store/store.ts';
import { documented, IdParams, notInForce } from './documented.ts';

/** Makes a token; what of it is kept is its hash. */
export type MakeToken = (kind: 'station' | 'display') => { id: string; token: string; hash: string };

export interface CredentialRoutesOptions {
  store: Pick<Store, 'addKey' | 'revokeKey' | 'addDisplay' | 'changeDisplay' | 'revokeDisplay'>;
  credentials: () => Promise<Pick<Credentials, 'keys' | 'displays'>>;
  lastUses: () => Promise<Map<string, number>>;
  makeToken: MakeToken;
  register: () => SiteRegister;
  /** Brings what was changed into force. */
  changed: () => Promise<void>;
  /** Whether a display is connected now. */
  isOnline: (displayId: string) => boolean;
  clock: () => number;
}

const access = ['admin'] as const;
const Keys = Type.Object({ items: Type.Array(StationKeyItem) });

const keyItem = (
  { id, site, label, createdAt, revokedAt }: StationKeyRow,
  usedAt: number | undefined,
): StationKeyItem => ({
  ...{ id, site, label, createdAt: formatInstant(createdAt) },
  ...given('revokedAt', revokedAt === undefined ? undefined : formatInstant(revokedAt)),
  ...given('usedAt', usedAt === undefined ? undefined : formatInstant(usedAt)),
});

const unknownSite = (site: string) =>
  new ProblemError('unknown-scope', { zh: `没有站点 ${site}`, en: `there is no site ${site}` });

export function addKeyRoutes(app: FastifyInstance, options: CredentialRoutesOptions): void {
  const { store, credentials, lastUses, makeToken, register, changed, clock } = options;
  app.get(
    '/api/v1/admin/keys',
    { config: { access }, schema: documented('站点密钥 · Station keys', { 200: Keys }) },
    async (): Promise<Static<typeof Keys>> => {
      const [{ keys }, uses] = [await credentials(), await lastUses()];
      return { items: keys.map((key) => keyItem(key, uses.get(`key:${key.id}`))) };
    },
  );
  app.post<{ Body: NewStationKey }>(
    '/api/v1/admin/keys',
    {
      config: { access, action: 'key.create' },
      schema: { ...documented('新建密钥 · Make a key', { 201: MadeStationKey }), body: NewStationKey },
    },
    async (request, reply) => {
      const { site, label = '' } = request.body;
      if (!parseScope(`site:${site}`) || !register().find(site)) throw unknownSite(site);
      const { id, token, hash } = makeToken('station');
      await store.addKey({ id, site, label, hash, createdAt: clock() });
      await changed();
      request.auditTarget = `${id} ${site}`;
      return reply.code(201).send({ id, key: token });
    },
  );
  app.delete<{ Params: IdParams }>(
    '/api/v1/admin/keys/:id',
    {
      config: { access, action: 'key.revoke' },
      schema: { ...documented('停用密钥 · Revoke a key', { 200: Type.Object({}) }), params: IdParams },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await store.revokeKey(id, clock()))) throw notInForce(id);
      await changed();
      request.auditTarget = id;
      return {};
    },
  );
}

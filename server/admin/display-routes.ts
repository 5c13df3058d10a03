/** Displays, for administrators: a token is shown once, when it is made. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { formatScope, parseScope } from '../../shared/domain/place.ts';
import type { SiteRegister } from '../../shared/domain/site-register.ts';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import { DisplayChange, DisplayItem, MadeDisplay, NewDisplay } from '../../shared/wire/admin.ts';
import { ProblemError } from '../../shared/wire/problem.ts';
import type { DisplayRow } from '../store/store.ts';
import { documented, IdParams, notInForce } from './documented.ts';
import type { CredentialRoutesOptions } from './key-routes.ts';

const access = ['admin'] as const;
const Displays = Type.Object({ items: Type.Array(DisplayItem) });

const displayItem = (
  { id, name, scope, createdAt, revokedAt }: DisplayRow,
  usedAt: number | undefined,
  online: boolean,
): DisplayItem => ({
  ...{ id, name, scope, createdAt: formatInstant(createdAt) },
  ...given('revokedAt', revokedAt === undefined ? undefined : formatInstant(revokedAt)),
  ...given('usedAt', usedAt === undefined ? undefined : formatInstant(usedAt)),
  online,
});

/** @throws ProblemError `unknown-scope`. */
function knownScope(text: string, register: SiteRegister): string {
  const scope = parseScope(text);
  if (scope && register.exists(scope)) return formatScope(scope);
  throw new ProblemError('unknown-scope', { zh: `没有范围 ${text}`, en: `there is no scope ${text}` });
}

function addChange(app: FastifyInstance, { store, register, changed }: CredentialRoutesOptions): void {
  app.patch<{ Params: IdParams; Body: DisplayChange }>(
    '/api/v1/admin/displays/:id',
    {
      config: { access, action: 'display.change' },
      schema: {
        ...documented('修改大屏 · Change a display', { 200: Type.Object({}) }),
        params: IdParams,
        body: DisplayChange,
      },
    },
    async (request) => {
      const { id } = request.params;
      const { name, scope } = request.body;
      const known = scope === undefined ? undefined : knownScope(scope, register());
      if (!(await store.changeDisplay(id, { ...given('name', name), ...given('scope', known) })))
        throw notInForce(id);
      await changed();
      request.auditTarget = [id, name, known].filter((part) => part !== undefined).join(' ');
      return {};
    },
  );
}

export function addDisplayRoutes(app: FastifyInstance, options: CredentialRoutesOptions): void {
  const { store, credentials, lastUses, makeToken, register, changed, isOnline, clock } = options;
  app.get(
    '/api/v1/admin/displays',
    { config: { access }, schema: documented('大屏 · Displays', { 200: Displays }) },
    async (): Promise<Static<typeof Displays>> => {
      const [{ displays }, uses] = [await credentials(), await lastUses()];
      return {
        items: displays.map((row) => displayItem(row, uses.get(`display:${row.id}`), isOnline(row.id))),
      };
    },
  );
  app.post<{ Body: NewDisplay }>(
    '/api/v1/admin/displays',
    {
      config: { access, action: 'display.create' },
      schema: { ...documented('新建大屏 · Make a display', { 201: MadeDisplay }), body: NewDisplay },
    },
    async (request, reply) => {
      const scope = knownScope(request.body.scope, register());
      const { id, token, hash } = makeToken('display');
      await store.addDisplay({ id, name: request.body.name, scope, hash, createdAt: clock() });
      await changed();
      request.auditTarget = `${id} ${scope}`;
      return reply.code(201).send({ id, token });
    },
  );
  addChange(app, options);
  app.delete<{ Params: IdParams }>(
    '/api/v1/admin/displays/:id',
    {
      config: { access, action: 'display.revoke' },
      schema: { ...documented('停用大屏 · Revoke a display', { 200: Type.Object({}) }), params: IdParams },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await store.revokeDisplay(id, clock()))) throw notInForce(id);
      await changed();
      request.auditTarget = id;
      return {};
    },
  );
}

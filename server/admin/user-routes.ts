/** Users and their API tokens, for administrators. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { formatInstant } from '../../shared/domain/time.ts';
import { given } from '../../shared/measures/contribution-context.ts';
import {
  type ApiTokenItem,
  MadeApiToken,
  MadePassword,
  NewApiToken,
  NewUser,
  UserChangeRequest,
  UserItem,
} from '../../shared/wire/admin.ts';
import type { ApiTokenRow, UserRow } from '../store/store.ts';
import { documented, IdParams, notInForce } from './documented.ts';
import type { Users } from './users.ts';

export interface UserRoutesOptions {
  users: Users;
  lastUses: () => Promise<Map<string, number>>;
}

const access = ['admin'] as const;
const UserList = Type.Object({ items: Type.Array(UserItem) });
const NameParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) });
type NameParams = Static<typeof NameParams>;
const Nothing = Type.Object({});

const instant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : formatInstant(at);

const tokenItem = (
  { id, label, createdAt, revokedAt }: ApiTokenRow,
  uses: ReadonlyMap<string, number>,
): ApiTokenItem => ({
  ...{ id, label, createdAt: formatInstant(createdAt) },
  ...given('revokedAt', instant(revokedAt)),
  ...given('usedAt', instant(uses.get(`token:${id}`))),
});

const userItem = (
  { name, displayName, role, createdAt, disabledAt, mustChangePassword, passwordHash, subject }: UserRow,
  tokens: readonly ApiTokenRow[],
  uses: ReadonlyMap<string, number>,
): UserItem => ({
  ...{ name, displayName, role, mustChangePassword, createdAt: formatInstant(createdAt) },
  hasPassword: passwordHash !== undefined,
  ...given('disabledAt', instant(disabledAt)),
  ...given('subject', subject),
  ...given('usedAt', instant(uses.get(`user:${name}`))),
  tokens: tokens.filter(({ user }) => user === name).map((token) => tokenItem(token, uses)),
});

function addUsers(app: FastifyInstance, { users, lastUses }: UserRoutesOptions): void {
  app.get(
    '/api/v1/admin/users',
    { config: { access }, schema: documented('用户 · Users', { 200: UserList }) },
    async (): Promise<Static<typeof UserList>> => {
      const [found, uses] = [await users.all(), await lastUses()];
      return { items: found.users.map((user) => userItem(user, found.tokens, uses)) };
    },
  );
  app.post<{ Body: NewUser }>(
    '/api/v1/admin/users',
    {
      config: { access, action: 'user.create' },
      schema: {
        ...documented('新建用户，首次登录须改密码 · Make a user with a one-time password', {
          201: MadePassword,
        }),
        body: NewUser,
      },
    },
    async (request, reply) => {
      const made = await users.create(request.body);
      request.auditTarget = `${made.name} ${request.body.role}`;
      return reply.code(201).send(made);
    },
  );
  app.patch<{ Params: NameParams; Body: UserChangeRequest }>(
    '/api/v1/admin/users/:name',
    {
      config: { access, action: 'user.change' },
      schema: {
        ...documented('修改、停用用户 · Change or disable a user', { 200: Nothing }),
        params: NameParams,
        body: UserChangeRequest,
      },
    },
    async (request) => {
      const { name } = request.params;
      const { role, disabled } = request.body;
      const what = [role, disabled === undefined ? undefined : disabled ? 'disabled' : 'enabled'];
      request.auditTarget = [name, ...what.filter((part) => part !== undefined)].join(' ');
      await users.change(name, request.body);
      return {};
    },
  );
  app.post<{ Params: NameParams }>(
    '/api/v1/admin/users/:name/password',
    {
      config: { access, action: 'user.password' },
      schema: {
        ...documented('重置密码 · Reset a password', { 200: MadePassword }),
        params: NameParams,
      },
    },
    async (request) => users.resetPassword(request.params.name),
  );
}

function addTokens(app: FastifyInstance, { users }: UserRoutesOptions): void {
  app.post<{ Params: NameParams; Body: NewApiToken }>(
    '/api/v1/admin/users/:name/tokens',
    {
      config: { access, action: 'token.create' },
      schema: {
        ...documented('新建只读接口令牌 · Make an API token, which only reads', { 201: MadeApiToken }),
        params: NameParams,
        body: NewApiToken,
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const made = await users.makeToken(name, request.body.label ?? '');
      request.auditTarget = `${made.id} ${name}`;
      return reply.code(201).send(made);
    },
  );
  app.delete<{ Params: IdParams }>(
    '/api/v1/admin/tokens/:id',
    {
      config: { access, action: 'token.revoke' },
      schema: { ...documented('停用接口令牌 · Revoke an API token', { 200: Nothing }), params: IdParams },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await users.revokeToken(id))) throw notInForce(id);
      return {};
    },
  );
}

export function addUserRoutes(app: FastifyInstance, options: UserRoutesOptions): void {
  addUsers(app, options);
  addTokens(app, options);
}

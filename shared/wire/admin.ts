/** Administration (contract §7): shapes of its API. Instants are RFC 3339 in UTC. */
import { type Static, Type } from 'typebox';
import { roles } from '../domain/reader.ts';

const At = Type.String({ format: 'date-time' });
const Cursor = Type.Union([Type.String(), Type.Null()], {
  description: '没有下一页时为 null · null at the end',
});
const ShownOnce = Type.String({ description: '只显示这一次 · shown this once' });

/** One line of the audit log. */
export const AuditItem = Type.Object({
  n: Type.Integer({ minimum: 1, description: '序号，从1起不间断 · without gaps' }),
  at: At,
  actor: Type.String({ description: 'user:… · display:… · key:… · cli · anonymous' }),
  action: Type.String(),
  target: Type.Optional(Type.String()),
  from: Type.Optional(Type.String({ description: '来源地址 · the address it came from' })),
  result: Type.String({
    description:
      'done：已完成；否则为拒绝的代码 · or the code of the refusal, with how often it was repeated',
  }),
  hash: Type.Optional(Type.String({ description: '链上的校验值 · SHA-256 of the row and the one before' })),
});
export type AuditItem = Static<typeof AuditItem>;

export const AuditAnswer = Type.Object({ items: Type.Array(AuditItem), cursor: Cursor });
export type AuditAnswer = Static<typeof AuditAnswer>;

/** `GET /api/v1/audit/verification`: whether every row is as it was written. */
export const AuditVerificationAnswer = Type.Object({
  ok: Type.Boolean(),
  rows: Type.Integer({ minimum: 0 }),
  head: Type.Optional(
    Type.String({
      description: '序号:校验值，可另处留存 · to be noted elsewhere: a tail cut off later is found by it',
    }),
  ),
  broken: Type.Optional(
    Type.Object({
      n: Type.Integer({ minimum: 1 }),
      fault: Type.Enum(['missing', 'changed', 'cut-off']),
    }),
  ),
});
export type AuditVerificationAnswer = Static<typeof AuditVerificationAnswer>;

/** A station key as it is listed; the key itself is never told again. */
export const StationKeyItem = Type.Object({
  id: Type.String(),
  site: Type.String(),
  label: Type.String(),
  createdAt: At,
  revokedAt: Type.Optional(At),
  usedAt: Type.Optional(At),
});
export type StationKeyItem = Static<typeof StationKeyItem>;

export const NewStationKey = Type.Object({
  site: Type.String({ minLength: 1, maxLength: 64 }),
  label: Type.Optional(Type.String({ maxLength: 100 })),
});
export type NewStationKey = Static<typeof NewStationKey>;

export const MadeStationKey = Type.Object({ id: Type.String(), key: ShownOnce });

export const DisplayItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  scope: Type.String(),
  createdAt: At,
  revokedAt: Type.Optional(At),
  usedAt: Type.Optional(At),
  online: Type.Boolean({ description: '现在连着 · it is connected now' }),
});
export type DisplayItem = Static<typeof DisplayItem>;

const DisplayName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
const DisplayScope = Type.String({ minLength: 1, maxLength: 80, description: 'area:330127 · site:…' });

export const NewDisplay = Type.Object({ name: DisplayName, scope: DisplayScope });
export type NewDisplay = Static<typeof NewDisplay>;

/** A display that gets another scope connects anew, with the token that it has. */
export const DisplayChange = Type.Object({
  name: Type.Optional(DisplayName),
  scope: Type.Optional(DisplayScope),
});
export type DisplayChange = Static<typeof DisplayChange>;

export const MadeDisplay = Type.Object({ id: Type.String(), token: ShownOnce });

const UserRole = Type.Enum([...roles]);

/** An API token of a user, for programs that read in his name. */
export const ApiTokenItem = Type.Object({
  id: Type.String(),
  label: Type.String(),
  createdAt: At,
  revokedAt: Type.Optional(At),
  usedAt: Type.Optional(At),
});
export type ApiTokenItem = Static<typeof ApiTokenItem>;

export const NewApiToken = Type.Object({ label: Type.Optional(Type.String({ maxLength: 100 })) });
export type NewApiToken = Static<typeof NewApiToken>;

export const MadeApiToken = Type.Object({ id: Type.String(), token: ShownOnce });

export const UserItem = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  role: UserRole,
  createdAt: At,
  disabledAt: Type.Optional(At),
  mustChangePassword: Type.Boolean(),
  hasPassword: Type.Boolean(),
  /** What the identity provider calls the person. */
  subject: Type.Optional(Type.String()),
  usedAt: Type.Optional(At),
  tokens: Type.Array(ApiTokenItem),
});
export type UserItem = Static<typeof UserItem>;

const Subject = Type.String({ minLength: 1, maxLength: 200 });

export const NewUser = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  displayName: Type.Optional(Type.String({ maxLength: 60 })),
  role: UserRole,
  subject: Type.Optional(Subject),
  withoutPassword: Type.Optional(
    Type.Boolean({ description: '只经统一身份认证登录 · signs in by the identity provider alone' }),
  ),
});
export type NewUser = Static<typeof NewUser>;

/** The one-time password of a new user, or of one whose password was reset; the first sign-in changes it. */
export const MadePassword = Type.Object({ name: Type.String(), password: Type.Optional(ShownOnce) });
export type MadePassword = Static<typeof MadePassword>;

export const UserChangeRequest = Type.Object({
  displayName: Type.Optional(Type.String({ maxLength: 60 })),
  role: Type.Optional(UserRole),
  disabled: Type.Optional(Type.Boolean()),
  subject: Type.Optional(Type.Union([Subject, Type.Null()])),
});
export type UserChangeRequest = Static<typeof UserChangeRequest>;

/**
 * The registers of a county for administrators: what they hold, and how they are changed. A change is a plan first,
 * which tells row by row what it would do, and is then written with the same content. Instants are RFC 3339 in UTC.
 *
 * Under `/api/v1/admin/counties/{code}/registers`:
 * `GET` {@link RegisterHead} · `GET /tables/{table}` {@link RegisterTable} ·
 * `GET /tables/{table}/file?format=csv|xlsx&empty=true` a file, or a template with the names of its columns alone ·
 * `GET /file?part=profile|boundaries` a JSON file ·
 * `POST /plan` {@link RegisterChange} → {@link RegisterPlan} ·
 * `PUT` {@link RegisterWrite} → 202 {@link RegisterProgress}; 409 `overtaken` with the members `version` and `plan`,
 * 422 `invalid-data` with the member `plan` where something is refused · `GET /progress` {@link RegisterProgress}.
 */
import { type Static, Type } from 'typebox';

/** What a county's registers are made of: four tables, the profile and the boundary file. */
export const registerTables = ['towns', 'villages', 'sites', 'teams'] as const;
export type RegisterTableName = (typeof registerTables)[number];
export const registerParts = ['profile', ...registerTables, 'boundaries'] as const;
export type RegisterPart = (typeof registerParts)[number];

const At = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });
const TableName = Type.Enum([...registerTables]);
const PartName = Type.Enum([...registerParts], {
  description:
    'profile：县域配置 · towns：乡镇 · villages：村社 · sites：阵地 · teams：队伍 · boundaries：边界',
});
const Said = Type.Object({ zh: Type.String(), en: Type.String() });

/** A row as a form edits it: texts by the key of their column; a column without a value is left out. */
export const RegisterRow = Type.Record(Type.String(), Type.String());
export type RegisterRow = Static<typeof RegisterRow>;

export const RegisterColumn = Type.Object({
  key: Type.String({ description: '列的键，如 code · its key' }),
  label: Type.String({ description: '列名，如 编码 · its name in Chinese' }),
  required: Type.Boolean(),
  choices: Type.Optional(
    Type.Array(Type.Object({ value: Type.String(), label: Type.String() }), {
      description: '只能取这些值 · the values that it can have',
    }),
  ),
});
export type RegisterColumn = Static<typeof RegisterColumn>;

/** `GET /api/v1/admin/counties/{code}/registers/tables/{table}`: a table whole, in the order of its rows. */
export const RegisterTable = Type.Object({
  version: Count,
  table: TableName,
  key: Type.String({ description: '主键列：code 或 id · the column that names a row' }),
  columns: Type.Array(RegisterColumn),
  rows: Type.Array(RegisterRow),
});
export type RegisterTable = Static<typeof RegisterTable>;

/** `GET /api/v1/admin/counties/{code}/registers`: what is there, with the rows of the tables fetched one by one. */
export const RegisterHead = Type.Object({
  code: Type.String(),
  name: Type.String(),
  version: Type.Integer({ minimum: 1, description: '每次修改加1 · moves with each change' }),
  profile: Type.String({ description: 'county.json 的全文 · the text of county.json' }),
  counts: Type.Object({
    towns: Count,
    villages: Count,
    sites: Count,
    openSites: Count,
    closedSites: Count,
    teams: Count,
    boundaries: Count,
  }),
  events: Type.Integer({
    minimum: 0,
    description: '日志中的事件数，修改最多影响这么多 · a change moves no more than these',
  }),
});
export type RegisterHead = Static<typeof RegisterHead>;

/** A file of a change. What it is, CSV or XLSX, its content tells; a JSON file is sent as it is. */
export const RegisterFile = Type.Object({
  part: PartName,
  name: Type.String({ minLength: 1, maxLength: 200, description: '文件名，用于提示 · told in the report' }),
  content: Type.String({ description: 'Base64；CSV（UTF-8 或 GB18030）、XLSX、JSON' }),
});
export type RegisterFile = Static<typeof RegisterFile>;

/** One row of a form. A row that is known keeps what is not among `values`; an empty text takes a value away. */
export const RegisterRowChange = Type.Object({
  table: TableName,
  key: Type.String({ minLength: 1, maxLength: 64, description: '编码或编号 · its code or id' }),
  values: Type.Optional(RegisterRow),
  remove: Type.Optional(
    Type.Boolean({ description: '从登记册中移除；阵地只能关闭 · leaves the register; sites are closed' }),
  ),
});
export type RegisterRowChange = Static<typeof RegisterRowChange>;

/** What becomes of rows that a file does not name. */
export const unnamedRows = ['keep', 'remove'] as const;

/** A change of the registers: whole files, single rows, or both. */
export const RegisterChange = Type.Object(
  {
    files: Type.Optional(Type.Array(RegisterFile, { maxItems: registerParts.length })),
    rows: Type.Optional(Type.Array(RegisterRowChange, { maxItems: 500 })),
    unnamed: Type.Optional(
      Type.Enum([...unnamedRows], {
        description:
          'keep（默认）：文件里没有的行保持不变，缺的列也不变 · remove：文件就是全表，没有的行移除，阵地则关闭 · the file is the whole table',
      }),
    ),
  },
  { description: '文件、单行或两者 · files, rows, or both' },
);
export type RegisterChange = Static<typeof RegisterChange>;

/** `PUT /api/v1/admin/counties/{code}/registers`: writes what a plan has told, if nothing has moved since. */
export const RegisterWrite = Type.Object({
  version: Type.Integer({ minimum: 0, description: '计划所依据的版本 · the version of the plan' }),
  planId: Type.String({ minLength: 1, maxLength: 80 }),
  change: RegisterChange,
});
export type RegisterWrite = Static<typeof RegisterWrite>;

/** A value that moves; without `before` it is new, without `after` it is taken away. */
export const MemberChange = Type.Object({
  column: Type.String({ description: '列的键；县域配置中为路径，如 sla.responseHours · key, or path' }),
  label: Type.String(),
  before: Type.Optional(Type.String()),
  after: Type.Optional(Type.String()),
});
export type MemberChange = Static<typeof MemberChange>;

export const RowProblem = Type.Object({
  column: Type.String({ description: '文件中的列名，表单中为键；空：整行 · as the file writes it' }),
  reason: Said,
});
export type RowProblem = Static<typeof RowProblem>;

/** What becomes of a row. Rows that stay the same are only counted. */
export const rowFates = ['new', 'changed', 'closed', 'removed', 'refused'] as const;
export type RowFate = (typeof rowFates)[number];

export const PlanRow = Type.Object({
  part: PartName,
  fate: Type.Enum([...rowFates], {
    description:
      'new：新增 · changed：修改 · closed：关闭 · removed：移除 · refused：不能写入；没有变化的只计数 · the same is only counted',
  }),
  key: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  file: Type.Optional(Type.String({ description: '文件名；表单和原有的行没有 · none of a form' })),
  line: Type.Optional(Type.Integer({ minimum: 1, description: '文件中的行号 · line in the file' })),
  members: Type.Array(MemberChange),
  problems: Type.Array(RowProblem),
});
export type PlanRow = Static<typeof PlanRow>;

/** `POST /api/v1/admin/counties/{code}/registers/plan`, and what the 409 of a write tells as `plan`. */
export const RegisterPlan = Type.Object({
  code: Type.String(),
  version: Count,
  planId: Type.String({ description: '内容和版本的校验值 · digest of the content and the version' }),
  ok: Type.Boolean({ description: '没有被拒的行，可以写入 · nothing is refused' }),
  counts: Type.Object({
    new: Count,
    changed: Count,
    same: Count,
    closed: Count,
    removed: Count,
    refused: Count,
  }),
  rows: Type.Array(PlanRow, { description: '先列被拒的行 · the refused first' }),
  more: Type.Integer({ minimum: 0, description: '未列出的行数 · how many rows are not listed' }),
  recompute: Type.Optional(
    Type.Object(
      { events: Count, seconds: Count },
      {
        description:
          '要按新的登记重看的事件数（约数）和约需秒数；没有变化则无 · events that it may move, at most',
      },
    ),
  ),
});
export type RegisterPlan = Static<typeof RegisterPlan>;

/** `GET …/registers/progress`, and the answer (202) to a write: writing and projecting anew go on after the answer. */
export const RegisterProgress = Type.Object({
  state: Type.Enum(['idle', 'running', 'done', 'failed']),
  version: Type.Optional(Type.Integer({ minimum: 1, description: '写入后的版本 · once done' })),
  events: Count,
  done: Type.Integer({ minimum: 0, description: '已重看的事件数 · events looked at so far' }),
  startedAt: Type.Optional(At),
  endedAt: Type.Optional(At),
  by: Type.Optional(Type.String({ description: 'user:…' })),
  summary: Type.Optional(Type.String({ description: '如 sites +2 ~1 · what was changed' })),
  problem: Type.Optional(Said),
});
export type RegisterProgress = Static<typeof RegisterProgress>;

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseInstant } from '../../shared/domain/time.ts';
import { type EventType, eventDefinitions } from '../../shared/events/registry.ts';

const ajv = new Ajv({
  strict: true,
  // Without its schemas an error could not say which values are allowed.
  verbose: true,
  formats: { instant: (text: string) => parseInstant(text) !== undefined },
});

const validators = new Map<EventType, ValidateFunction>();

/** Made where a type first comes: to make all of them takes a tenth of a start. */
function validatorOf(type: EventType): ValidateFunction {
  const known = validators.get(type);
  if (known) return known;
  const made = ajv.compile(eventDefinitions[type].schema);
  validators.set(type, made);
  return made;
}

/** What is wrong with `data`, in both languages; undefined where it has the shape of its type (contract §3). */
export function faultOfData(type: EventType, data: unknown): { zh: string; en: string } | undefined {
  const validate = validatorOf(type);
  if (validate(data)) return undefined;
  // Where a member may have several shapes, the branches come first and the choice itself last.
  const error = validate.errors?.at(-1);
  return error ? describe(error) : { zh: 'data 有误', en: 'data is invalid' };
}

function describe(error: ErrorObject): { zh: string; en: string } {
  const path = `data${error.instancePath.replaceAll('/', '.')}`;
  if (error.keyword === 'required') {
    const missing = `${path}.${String(error.params.missingProperty)}`;
    return { zh: `缺少 ${missing}`, en: `${missing} is missing` };
  }
  const [zh, en] = ruleOf(error);
  return { zh: `${path} ${zh}`, en: `${path} ${en}` };
}

const typeNames: Readonly<Record<string, [string, string]>> = {
  object: ['应为对象', 'must be an object'],
  array: ['应为数组', 'must be an array'],
  string: ['应为文本', 'must be a text'],
  integer: ['应为整数', 'must be an integer'],
  number: ['应为数字', 'must be a number'],
  boolean: ['应为 true 或 false', 'must be true or false'],
};

function ruleOf(error: ErrorObject): [string, string] {
  const limit = String(error.params.limit);
  switch (error.keyword) {
    case 'type':
      return typeNames[String(error.params.type)] ?? ['类型不对', 'has the wrong type'];
    case 'minLength':
      return [`至少 ${limit} 个字符`, `must have at least ${limit} character(s)`];
    case 'maxLength':
      return [`最多 ${limit} 个字符`, `must have at most ${limit} characters`];
    case 'minimum':
      return [`不小于 ${limit}`, `must be at least ${limit}`];
    case 'maximum':
      return [`不大于 ${limit}`, `must be at most ${limit}`];
    case 'maxItems':
      return [`最多 ${limit} 项`, `must have at most ${limit} items`];
    case 'format':
      return ['应为带时区的 RFC 3339 时间', 'must be an RFC 3339 time with offset'];
    case 'pattern':
      return ['格式不对', 'has the wrong format'];
    case 'const':
      return [`应为 ${allowedOf(error)}`, `must be ${allowedOf(error)}`];
    default:
      return [`应为下列之一：${allowedOf(error)}`, `must be one of: ${allowedOf(error)}`];
  }
}

/** The values, or else the types, that a member may have. */
function allowedOf(error: ErrorObject): string {
  const branches: unknown[] = error.keyword === 'anyOf' ? (error.schema as unknown[]) : [error.parentSchema];
  return branches
    .map((branch) => branch as { const?: unknown; type?: unknown })
    .map((branch) => ('const' in branch ? JSON.stringify(branch.const) : String(branch.type)))
    .join(', ');
}

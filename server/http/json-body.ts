import { ProblemError } from '../../shared/wire/problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value of a request's body: an object or an array with at least one element.
 * @throws ProblemError `invalid-json` or `invalid-body`.
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  if (typeof value !== 'object' || value === null)
    throw invalidBody('正文应为 JSON 对象或数组', 'the body must be a JSON object or array');
  if (Array.isArray(value) && value.length === 0)
    throw invalidBody('数组不能为空', 'the array must not be empty');
  // Escapes can spell the name in other ways, so they too ask for the walk through every member.
  if ((text.includes('__proto__') || text.includes('\\u')) && hasPrototypeMember(value))
    throw invalidBody('不允许 __proto__ 成员', 'a __proto__ member is not allowed');
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    const detail = { zh: '正文不是有效的 UTF-8', en: 'the body is not valid UTF-8' };
    throw new ProblemError('invalid-json', detail, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = { zh: '正文不是有效的 JSON', en: 'the body is not valid JSON' };
    throw new ProblemError('invalid-json', detail, { cause });
  }
}

/** Walks without recursion: a body of one mebibyte can nest deeper than the call stack. */
function hasPrototypeMember(root: object): boolean {
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Object.hasOwn(next, '__proto__')) return true;
    for (const value of Object.values(next))
      if (typeof value === 'object' && value !== null) open.push(value);
  }
  return false;
}

const invalidBody = (zh: string, en: string): ProblemError => new ProblemError('invalid-body', { zh, en });

/** What no value of an event may hold, wherever it stands: it could not be stored or shown unchanged. */

/** Deeper than any event nests; what is deeper is only meant to exhaust a stack. */
const maxDepth = 32;

/** With the flag `u` a pair is one character, so only a half that stands alone is found. */
const loneSurrogate = /\p{Surrogate}/u;

export interface ValueFault {
  zh: string;
  en: string;
  /** The value cannot be walked any further, nor can its content be told. */
  tooDeep?: true;
}

/** The first thing in `value` that is refused anywhere; `path` is how to call the value itself. */
export function faultOfValue(value: unknown, path: string, depth = 0): ValueFault | undefined {
  if (typeof value === 'string') return faultOfText(value, path);
  if (typeof value === 'number' && !Number.isFinite(value))
    return { zh: `${path} 的数字太大`, en: `${path} is a number out of range` };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) return { zh: `${path} 嵌套太深`, en: `${path} is nested too deeply`, tooDeep: true };
  for (const [name, member] of Object.entries(value)) {
    const found = faultOfName(name, path) ?? faultOfValue(member, `${path}.${name}`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The same for the name of a member of what is called `path`. */
export const faultOfName = (name: string, path: string): ValueFault | undefined =>
  faultOfText(name, path, '的成员名', 'a member name of ');

function faultOfText(text: string, path: string, zhPart = '', enPart = ''): ValueFault | undefined {
  if (text.includes('\0'))
    return { zh: `${path} ${zhPart}含有 U+0000`, en: `${enPart}${path} contains U+0000` };
  if (loneSurrogate.test(text))
    return {
      zh: `${path} ${zhPart}含有不成对的代理码元`,
      en: `${enPart}${path} contains a lone surrogate`,
    };
  return undefined;
}

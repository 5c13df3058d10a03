/** What a built file holds that Chromium 86 cannot read: JavaScript after ES2021, and functions and styles that came later. */
import { type AnyNode, type Node, parse } from 'acorn';

/** Methods of things of the language and of the page, by name: a file calls them on whatever it likes. */
const newerMethods = new Set([
  ...['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  ...['isWellFormed', 'toWellFormed', 'checkVisibility', 'roundRect', 'randomUUID'],
  ...['showPopover', 'hidePopover', 'togglePopover', 'setHTMLUnsafe'],
]);
const newerStatics = new Set([
  ...['Object.hasOwn', 'Object.groupBy', 'Map.groupBy', 'Array.fromAsync'],
  ...['Promise.withResolvers', 'Promise.try', 'AbortSignal.timeout', 'AbortSignal.any'],
  ...['URL.canParse', 'URL.parse', 'Intl.Segmenter', 'Intl.DurationFormat', 'Intl.supportedValuesOf'],
  ...['scheduler.yield', 'scheduler.postTask', 'navigation.navigate'],
]);
const newerFunctions = new Set(['structuredClone', 'reportError']);

const nameOf = (node: AnyNode): string => (node.type === 'Identifier' ? node.name : '');

/** What a node calls, if that is newer. */
function newerCall(node: AnyNode): string | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const { callee } = node;
  if (callee.type === 'Identifier') return newerFunctions.has(callee.name) ? callee.name : undefined;
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  const method = nameOf(callee.property);
  const called = `${nameOf(callee.object)}.${method}`;
  return newerStatics.has(called) || newerMethods.has(method) ? called : undefined;
}

/** The name that a method or function has where it is written. */
function ownName(node: AnyNode): string {
  if (node.type === 'Property' || node.type === 'MethodDefinition') return nameOf(node.key);
  return node.type === 'FunctionDeclaration' && node.id ? node.id.name : '';
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function walk(node: Node, within: string, found: Set<string>): void {
  const here = node as AnyNode;
  const call = newerCall(here);
  // A wrapper passes a call of its own name on; who calls the wrapper is found by that.
  if (call !== undefined && !call.endsWith(`.${within}`)) found.add(call);
  const name = ownName(here) || within;
  for (const child of Object.values(node).flat()) if (isNode(child)) walk(child, name, found);
}

/** The first thing that is no ES2021, or everything that is called though it came later. */
export function newerInScript(text: string): string[] {
  const found = new Set<string>();
  try {
    walk(parse(text, { ecmaVersion: 2021, sourceType: 'module' }), '', found);
  } catch (error) {
    return [String(error)];
  }
  return [...found];
}

const newerProperty = new RegExp(
  `^(${[
    ...['inset(-.*)?', 'aspect-ratio', 'translate', 'rotate', 'scale', 'container(-.*)?', 'text-wrap'],
    ...['(margin|padding)-(inline|block)', 'border-(start|end)-(start|end)-radius', 'field-sizing'],
    ...['animation-timeline', 'mask(-.*)?', 'line-clamp', 'zoom'],
  ].join('|')})$`,
);
const newerValue = new RegExp(
  [
    '\\d(dvh|dvw|dvi|dvb|svh|svw|lvh|lvw|cqw|cqh|cqi|cqb|cqmin|cqmax|lh|rlh|cap|ic)\\b',
    '(?<![\\w-])(color-mix|oklch|oklab|lab|lch|hwb|color|light-dark|round|mod|sin|cos|tan|pow|sqrt|hypot)\\(',
    '(?<![\\w-])subgrid\\b',
  ].join('|'),
);
const newerSelector =
  /:is\(|:where\(|:has\(|:not\([^)]*,|:nth-[\w-]+\([^)]*\sof\s|:modal\b|:popover-open\b|:dir\(/;
const newerRule = /^@(layer|container|scope|starting-style|view-transition|position-try)\b|^@media[^{]*[<>=]/;
/** A property and its value, in the block where it stands: a mask may have its older spelling beside it. */
function newerDeclaration(declaration: string, block: readonly string[]): boolean {
  const [, property = '', value = ''] = /^([\w-]+)\s*:\s*([\s\S]*)$/.exec(declaration) ?? [];
  if (newerValue.test(value)) return true;
  if (/^overflow/.test(property) && /\bclip\b/.test(value)) return true;
  if (property.startsWith('mask') && block.some((other) => other.startsWith(`-webkit-${property}`)))
    return false;
  return newerProperty.test(property);
}

export function newerInStyle(text: string): string[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, '""');
  const found: string[] = [];
  const open: string[] = [];
  let block: string[] = [];
  const closeBlock = (): void => {
    found.push(...block.filter((declaration) => newerDeclaration(declaration, block)));
    block = [];
  };
  for (const [, words = '', end] of plain.matchAll(/([^{};]*)([{};]|$)/g)) {
    const head = words.trim();
    if (end === '{') {
      if (newerRule.test(head) || (!head.startsWith('@') && newerSelector.test(head))) found.push(head);
      else if (open.some((outer) => !outer.startsWith('@'))) found.push(`${head} within ${open.at(-1)}`);
      open.push(head);
      continue;
    }
    if (head.startsWith('@')) found.push(...(newerRule.test(head) ? [head] : []));
    else if (head !== '') block.push(head);
    if (end === '}') {
      closeBlock();
      open.pop();
    }
  }
  closeBlock();
  return found;
}

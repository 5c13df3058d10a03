/** What a source may hold: its length, its types, its comments, its name. */
import ts from 'typescript';
import { placeOf, type Source, walk } from './source.ts';

const maxLines = { ts: 300, vue: 200, function: 70 };

const linesOf = (text: string): number => text.trimEnd().split('\n').length;

/** A suite of tests is a list, not a function that somebody has to follow. */
const isSuite = (node: ts.Node): boolean => /\b(describe|test|it)(\.each)?\(/.test(node.getText());

export function sizeFaults(source: Source): string[] {
  const { path, text, tree } = source;
  const limit = path.endsWith('.vue') ? maxLines.vue : maxLines.ts;
  const lines = linesOf(text);
  const faults = lines > limit ? [`${path} has ${lines} lines, more than ${limit}`] : [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const [first, last] = [node.getStart(), node.getEnd()].map(
      (position) => tree.getLineAndCharacterOfPosition(position).line,
    );
    const length = (last ?? 0) - (first ?? 0) + 1;
    if (length > maxLines.function && !isSuite(node))
      faults.push(`${placeOf(source, node.getStart())} a function of ${length} lines`);
  });
  return faults;
}

export function anyFaults(source: Source): string[] {
  const faults: string[] = [];
  walk(source, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      faults.push(`${placeOf(source, node.getStart())} a type that is nothing`);
  });
  return faults;
}

/** Written in two halves, so that a search for these words finds no rule about them. */
const words = [
  'TO|DO',
  'FIX|ME',
  'HA|CK',
  '@ts-|ignore',
  '@ts-|nocheck',
  '@ts-|expect-error',
  'biome-|ignore',
  'eslint-|disable',
].map((word) => word.replace('|', ''));
const silenced = new RegExp(`(?<![\\w-])(${words.join('|')})(?!\\w)`);

/** Comments that put work off or silence a check; those of templates and styles too. */
export function commentFaults(source: Source): string[] {
  const { path, text, tree } = source;
  const comments = new Map<number, string>();
  walk(source, (node) => {
    for (const find of [ts.getLeadingCommentRanges, ts.getTrailingCommentRanges])
      for (const position of [node.getFullStart(), node.getEnd()])
        for (const { pos, end } of find(tree.text, position) ?? [])
          comments.set(pos, tree.text.slice(pos, end));
  });
  if (path.endsWith('.vue'))
    for (const { index, 0: comment } of text.matchAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g))
      comments.set(index, comment);
  return [...comments]
    .filter(([, comment]) => silenced.test(comment))
    .map(([position, comment]) => `${placeOf(source, position)} ${comment.slice(0, 80)}`);
}

const tests = new Set(['test', 'it', 'describe']);

/** Tests that are switched off, or that switch off the others. */
export function switchedOffFaults(source: Source): string[] {
  const faults: string[] = [];
  walk(source, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return;
    if (tests.has(node.expression.text) && ['skip', 'only', 'todo', 'fails'].includes(node.name.text))
      faults.push(`${placeOf(source, node.getStart())} ${node.getText()}`);
  });
  return faults;
}

/** Clocks, chance and the outside world have no place in what both sides share. */
const impure = new Set([
  'process',
  'fetch',
  'performance',
  'setTimeout',
  'setInterval',
  'window',
  'document',
]);

const isImpure = (node: ts.Node): boolean => {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (ts.isPropertyAccessExpression(node)) return ['Date.now', 'Math.random'].includes(node.getText());
  if (!ts.isIdentifier(node) || !impure.has(node.text)) return false;
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === node;
};

export function purityFaults(source: Source): string[] {
  const faults: string[] = [];
  if (!source.path.startsWith('shared/')) return faults;
  walk(source, (node) => {
    if (isImpure(node)) faults.push(`${placeOf(source, node.getStart())} ${node.getText()}`);
  });
  return faults;
}

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.ts$/;
const pascalCase = /^([A-Z][A-Za-z0-9]*)\.vue$/;
const drawers = new Set(['utils', 'util', 'helpers', 'misc', 'common']);

export function nameFaults({ path }: Source): string[] {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const faults = parts
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => drawers.has(part))
    .map((part) => `${path}: ${part} says nothing`);
  if (!kebabCase.test(name) && !pascalCase.test(name))
    faults.push(`${path}: kebab-case.ts or PascalCase.vue`);
  return faults;
}

/** Newer than the oldest browser on a wall, and nothing that a build can lower. */
const newerCalls =
  /^(Object\.(hasOwn|groupBy)|structuredClone|Array\.fromAsync|Promise\.(withResolvers|try)|AbortSignal\.(timeout|any)|crypto\.randomUUID)$/;
const newerMethods = new Set([
  'at',
  'findLast',
  'findLastIndex',
  'toSorted',
  'toReversed',
  'toSpliced',
  'with',
]);
const newerStyles =
  /(?<![\w-])(aspect-ratio\s*:(?!.*\))|inset(-\w+)*\s*:|overflow(-[xy])?\s*:\s*clip)|:has\(|:is\(|:where\(|:not\([^)]*,|@container|@layer|color-mix\(|\d(dvh|svh|lvh|dvw)\b/;

/** What Chromium 86 does not know, in a file that runs in a browser. */
export function browserFaults(source: Source): string[] {
  const faults: string[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const { expression } = node;
    const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
    if (newerCalls.test(expression.getText()) || newerMethods.has(method))
      faults.push(`${placeOf(source, node.getStart())} ${expression.getText()} is newer than Chromium 86`);
  });
  if (source.path.endsWith('.vue')) faults.push(...styleFaults(source.path, source.text));
  return faults;
}

export const styleFaults = (path: string, text: string): string[] =>
  text.split('\n').flatMap((line, index) => {
    const found = newerStyles.exec(line);
    return found ? [`${path}:${index + 1} ${found[0]} is newer than Chromium 86`] : [];
  });

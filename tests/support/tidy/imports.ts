/** Who may import whom. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { placeOf, type Source, walk } from './source.ts';

export interface Import {
  from: string;
  /** A path of the project, or the name of a package. */
  to: string;
  own: boolean;
  place: string;
  /** Gone once it is compiled. */
  typeOnly: boolean;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function specifierOf(node: ts.Node): { specifier: ts.Expression; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node))
    return {
      specifier: node.moduleSpecifier,
      typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && argument)
    return { specifier: argument, typeOnly: false };
  return undefined;
}

/** Every import, export-from and dynamic import of a source. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = [];
  walk(source, (node) => {
    const found = specifierOf(node);
    if (!found || !ts.isStringLiteralLike(found.specifier)) return;
    const { text } = found.specifier;
    const own = text.startsWith('.');
    const path = text.split('?')[0] ?? text;
    imports.push({
      from: source.path,
      to: own ? posix.join(posix.dirname(source.path), path) : isBuiltin(text) ? text : packageOf(text),
      own,
      place: placeOf(source, node.getStart()),
      typeOnly: found.typeOnly,
    });
  });
  return imports;
}

const area = (path: string): string => path.slice(0, path.indexOf('/'));
const folderOf = (path: string): string => path.split('/').slice(0, -1)[1] ?? '';

/** The compositions, which know every part of the server. */
const isServerRoot = (path: string): boolean => /^server\/([^/]+\.ts|cli\/.*)$/.test(path);
/** What every part of the server may know beside itself. */
const serverCommon = new Set(['server/store/store.ts', 'server/config.ts']);

function serverMay(from: string, to: string): boolean {
  if (area(to) === 'shared') return true;
  if (area(to) !== 'server') return false;
  return isServerRoot(from) || serverCommon.has(to) || folderOf(from) === folderOf(to);
}

/** Builds the pages; runs in Node and never in a browser. */
const isWebBuild = (path: string): boolean => /^web\/(vite\/|vite\.config\.ts$)/.test(path);

function webMay(from: string, to: string): boolean {
  if (area(to) === 'shared') return true;
  if (area(to) !== 'web') return false;
  return !(from.startsWith('web/panels/') && to.startsWith('web/live/'));
}

/** Whether a file may import another one of the project. */
function mayImport(from: string, to: string): boolean {
  switch (area(from)) {
    case 'shared':
      return area(to) === 'shared';
    case 'server':
      return serverMay(from, to);
    case 'web':
      return webMay(from, to);
    case 'mock':
      return area(to) === 'shared' || area(to) === 'mock';
    default:
      return area(from) === 'tests';
  }
}

const sharedPackages = new Set(['typebox', 'd3-delaunay', 'gcoord', 'csv-parse']);

/** Whether a file may import a package or a module of Node. */
function mayImportPackage(from: string, name: string): boolean {
  if (area(from) === 'shared') return sharedPackages.has(name);
  if (area(from) !== 'web' || isWebBuild(from)) return true;
  if (isBuiltin(name)) return false;
  if (name === 'echarts') return from.startsWith('web/charts/');
  if (name === 'socket.io-client') return from.startsWith('web/live/');
  return true;
}

export const importFaults = (imports: readonly Import[]): string[] =>
  imports
    .filter(({ from, to, own }) => !(own ? mayImport(from, to) : mayImportPackage(from, to)))
    .map(({ place, to }) => `${place} may not import ${to}`);

/** Imports of the project name the file with its ending, and the file is there. */
export function missingFaults(imports: readonly Import[], exists: (path: string) => boolean): string[] {
  return imports
    .filter(({ own, to }) => own && !exists(to))
    .map(({ place, to }) => `${place} imports ${to}, which is not there`);
}

/** Files that import themselves by way of others; imports of types alone are none. */
export function cycleFaults(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to, own, typeOnly } of imports)
    if (own && !typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const faults: string[] = [];
  const follow = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) faults.push(`cycle: ${[...path.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) follow(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) follow(file, []);
  return faults;
}

/** Everything that runs in a browser: the pages, and what they import of `shared`. */
export function browserFiles(imports: readonly Import[]): Set<string> {
  const files = new Set<string>();
  const take = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const { from, to, own, typeOnly } of imports) if (own && !typeOnly && from === file) take(to);
  };
  for (const { from } of imports) if (area(from) === 'web' && !isWebBuild(from)) take(from);
  return files;
}

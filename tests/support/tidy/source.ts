/** The project's own source, as the tidy test looks at it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse as parseComponent } from 'vue/compiler-sfc';

export interface Source {
  /** From the top of the project, with `/`. */
  path: string;
  text: string;
  /** Its TypeScript: of a component the scripts, at the lines where they stand. */
  tree: ts.SourceFile;
}

const folders = ['server', 'shared', 'web', 'mock', 'tests'];
const made = new Set(['node_modules', 'dist', 'data', 'counties']);

/** The scripts of a component with everything before them blanked, so that line numbers stay. */
function scriptsOf(text: string): string {
  const { descriptor } = parseComponent(text, { sourceMap: false });
  const blocks = [descriptor.script, descriptor.scriptSetup].filter((block) => block !== null);
  let script = text.replace(/[^\n]/g, ' ');
  for (const { loc, content } of blocks)
    script = script.slice(0, loc.start.offset) + content + script.slice(loc.end.offset);
  return script;
}

export function sourceOf(path: string, text: string): Source {
  const script = path.endsWith('.vue') ? scriptsOf(text) : text;
  return {
    path,
    text,
    tree: ts.createSourceFile(path, script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS),
  };
}

/** Every file of TypeScript and every component under the folders of the project. */
export function readSources(root: string): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|vue)$/.test(path) && !path.split('/').some((part) => made.has(part)))
      .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** A place in a source, as compilers print it. */
export const placeOf = ({ path, tree }: Source, position: number): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(position).line + 1}`;

/** Calls `look` with every node of a source. */
export function walk(source: Source, look: (node: ts.Node) => void): void {
  const visit = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
}

/** The text of a PDF that is made here, as a reader that copies it gets it: by the fonts' own tables of characters. */
import { inflateSync } from 'node:zlib';

/** Characters by glyph, from a `ToUnicode` table. */
function charactersOf(table: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, block = ''] of table.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g))
    for (const [, from = '', list = ''] of block.matchAll(/<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g))
      for (const [index, [, hex = '']] of [...list.matchAll(/<(\w+)>/g)].entries())
        characters.set(
          Number.parseInt(from, 16) + index,
          Buffer.from(hex, 'hex').swap16().toString('utf16le'),
        );
  return characters;
}

/** The text of each page, in the order of writing. */
export function pdfText(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const streamOf = (id = ''): string => {
    const body = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(objects.get(id) ?? '')?.[1] ?? '';
    return body === '' ? '' : inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
  };
  const fonts = new Map<string, Map<number, string>>();
  for (const [, name = '', id = ''] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
    if (table !== undefined) fonts.set(name, charactersOf(streamOf(table)));
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/.test(body))
    .map((body) => {
      let text = '';
      let font = new Map<number, string>();
      const content = streamOf(/\/Contents (\d+) 0 R/.exec(body)?.[1]);
      for (const [, name, run = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
        if (name !== undefined) {
          font = fonts.get(name) ?? new Map();
          continue;
        }
        for (const [, hex = ''] of run.matchAll(/<(\w+)>/g))
          for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(glyph, 16)) ?? '□';
        text += '\n';
      }
      return text;
    });
}

/** Encodings that spreadsheet programs write, for tests: the platform itself only encodes UTF-8. */

/** Characters of the two-byte plane of GB18030, found by decoding every pair of bytes. */
const twoBytes = new Map<string, [number, number]>();
for (let high = 0x81; high <= 0xfe; high += 1)
  for (let low = 0x40; low <= 0xfe; low += 1) {
    const text = new TextDecoder('gb18030').decode(new Uint8Array([high, low]));
    if ([...text].length === 1 && text !== '\ufffd') twoBytes.set(text, [high, low]);
  }

/** Characters that both encodings hold, common and rare. */
export const chineseCharacters = [...twoBytes.keys()].filter((c) => /\p{Script=Han}/u.test(c));

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030';

/** `text` in that encoding; throws for a character that it does not hold. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`);
  return new Uint8Array(
    [...text].flatMap((character) => {
      const bytes = character < '\u0080' ? [character.charCodeAt(0)] : twoBytes.get(character);
      if (!bytes) throw new Error(`not in the two-byte plane: ${character}`);
      return bytes;
    }),
  );
}

/** A table as CSV; every cell quoted where it has to be. */
export function toCsv(rows: string[][], lineEnd: '\n' | '\r\n'): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(',') + lineEnd).join('');
}

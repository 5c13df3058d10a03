/** The serif of a report: Noto Serif SC, cut down to the characters that it has. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);

const fileOf = (weight: 400 | 700): Promise<Buffer> =>
  readFile(
    require.resolve(
      `@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-${weight}-normal.woff2`,
    ),
  );

/** What stands in every report beside its own words. */
const always = '0123456789 ,.:-/%()（）—　abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ第页共续…';

export interface ReportFonts {
  text: Uint8Array;
  bold: Uint8Array;
}

/** Both weights with the characters of some texts. */
export async function reportFonts(texts: string): Promise<ReportFonts> {
  const glyphs = [...new Set(always + texts)].join('');
  const [text, bold] = await Promise.all(
    ([400, 700] as const).map(async (weight) =>
      subsetFont(await fileOf(weight), glyphs, { targetFormat: 'sfnt' }),
    ),
  );
  if (!text || !bold) throw new Error('the fonts of reports cannot be read');
  return { text, bold };
}

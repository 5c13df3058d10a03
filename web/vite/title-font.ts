import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** Glyphs of the fixed words of a title, and of the counties that the product is made for. */
const fixed = '新时代文明实践中心驾驶舱演示数据平台云县区市镇街道省淳安朔城汉滨涿州金坛';

/** Titles and names of the counties this build is for: `COUNTY_DIR` holds their folders, comma separated. */
function titlesOfCounties(): string {
  const texts: string[] = [];
  for (const folder of (process.env.COUNTY_DIR ?? '').split(',')) {
    const path = resolve(root, folder.trim(), 'county.json');
    if (folder.trim() === '' || !existsSync(path)) continue;
    const county: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof county !== 'object' || county === null) continue;
    if ('title' in county) texts.push(String(county.title));
    if ('name' in county) texts.push(String(county.name));
  }
  return texts.join('');
}

/**
 * Cuts the serif of the title down to its glyphs (about 250 bytes each, 1.5 MB whole). A glyph that is not among
 * them falls back to the system's serif, so a title is always readable.
 */
export function titleFont(): Plugin {
  return {
    name: 'title-font',
    async config() {
      const folder = join(root, 'node_modules/.cache');
      const whole = readFileSync(
        require.resolve('@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-700-normal.woff2'),
      );
      const glyphs = await subsetFont(whole, fixed + titlesOfCounties(), { targetFormat: 'woff2' });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'title-serif.woff2'), glyphs);
    },
  };
}

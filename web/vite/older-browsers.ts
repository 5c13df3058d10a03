import type { Plugin } from 'vite';

/**
 * What packages of ours call that came after Chromium 86, and how it is said there. Pinia asks an object for its own
 * member when it takes over the state of a server; a field of element-plus counts letters with what came with
 * Chromium 87 and does without where it is not there, which is said here once for all.
 */
const older: readonly [newer: string, older: string][] = [
  ['Object.hasOwn(', 'Object.prototype.hasOwnProperty.call('],
  ['"Segmenter" in Intl', 'false'],
];

/** The build lowers syntax for Chromium 86 but leaves functions that came later: these are spelled as before. */
export function olderBrowsers(): Plugin {
  return {
    name: 'older-browsers',
    transform(code, id) {
      if (!id.includes('/node_modules/')) return undefined;
      const found = older.filter(([newer]) => code.includes(newer));
      if (found.length === 0) return undefined;
      return {
        code: found.reduce((text, [newer, before]) => text.split(newer).join(before), code),
        map: null,
      };
    },
  };
}

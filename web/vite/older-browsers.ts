import type { Plugin } from 'vite';

/**
 * The build lowers syntax for Chromium 86 but leaves functions that came later. The one that a package of ours
 * calls (pinia, when it takes over the state of a server) is spelled as it was before.
 */
export function olderBrowsers(): Plugin {
  return {
    name: 'older-browsers',
    transform(code, id) {
      if (!id.includes('/node_modules/') || !code.includes('Object.hasOwn(')) return undefined;
      return { code: code.split('Object.hasOwn(').join('Object.prototype.hasOwnProperty.call('), map: null };
    },
  };
}

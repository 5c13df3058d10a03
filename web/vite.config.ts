import vue from '@vitejs/plugin-vue';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { appIcons } from './vite/app-icons.ts';
import { buildIdentity } from './vite/build-identity.ts';
import { olderBrowsers } from './vite/older-browsers.ts';
import { titleFont } from './vite/title-font.ts';

/** One more document, in the same folder as the wall's. */
const documentOf = (input: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    rolldownOptions: { input },
    emptyOutDir: false,
    copyPublicDir: false,
    license: { fileName: input.replace('.html', '-licenses.md') },
  },
});

/** The wall's goes by Vite's own name, and empties the folder first. */
const documents = ['client', 'desk', 'phone'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), olderBrowsers(), titleFont(), appIcons(), buildIdentity()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The oldest Chromium on a wall or a government desk.
    target: 'chrome86',
    cssTarget: 'chrome86',
    // The content security policy allows fonts and pictures from this server alone, never data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // What the licences of the packages ask for: their words go wherever their code goes.
    license: { fileName: 'wall-licenses.md' },
  },
  // Each document is a build of its own, because what a module exports is kept if any page of its build uses it: in
  // one build the wall would carry what only the desk needs of Vue and of our parts.
  environments: {
    desk: documentOf('desk.html'),
    phone: documentOf('phone.html'),
  },
  builder: {
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp({ environments, build }) {
      for (const name of documents) {
        const environment = environments[name];
        if (environment) await build(environment);
      }
    },
  },
});

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { buildIdentity } from './vite/build-identity.ts';
import { olderBrowsers } from './vite/older-browsers.ts';
import { titleFont } from './vite/title-font.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), olderBrowsers(), titleFont(), buildIdentity()],
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
  },
});

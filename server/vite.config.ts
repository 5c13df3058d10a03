import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The file of the process, those with which its threads begin, and the commands for where there are no sources. */
const entries = [
  'main',
  'writer-thread',
  'reader-thread',
  'replay-thread',
  'report-thread',
  'admin-thread',
  'cli/main',
];

const outputName = (entry: string): string => (entry === 'cli/main' ? 'cli' : entry);

/**
 * These stay where they are installed: they bring files of their own along (programs of the processor, fonts, pages),
 * or are taken in only once somebody needs them.
 */
const installed = [
  '@fastify/swagger-ui',
  '@node-rs/argon2',
  '@photostructure/sqlite',
  'openid-client',
  'pdfkit',
  'pg',
  'read-excel-file',
  'subset-font',
  'write-excel-file',
];

/**
 * The server in a few files: to take in its sources and packages one by one, in each of its threads, takes longer than
 * everything else that it does until it listens.
 */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: Object.fromEntries(
        entries.map((entry) => [outputName(entry), join(import.meta.dirname, `${entry}.ts`)]),
      ),
      // All beside each other, so that a file finds the top of the project and the threads from wherever it lies.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true, external: installed },
});

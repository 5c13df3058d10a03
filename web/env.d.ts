/** The name of this build, set by the build (web/vite/build-identity.ts). */
declare const __BUILD__: string;

declare module 'subset-font' {
  /** Cuts `font` down to the glyphs of `text`. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'woff2' | 'woff' | 'sfnt' },
  ): Promise<Uint8Array>;
}

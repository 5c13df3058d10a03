/** A4 paper that is written from top to bottom: fonts, colours, the room that is left, head and foot of each page. */
import PDFDocument from 'pdfkit';
import type { ReportFonts } from './fonts.ts';

const margin = { top: 64, side: 50, bottom: 54 };

export const inks = { text: '#1C1C1C', soft: '#5B5B5B', rule: '#8E8E8E', faint: '#D9D5CB', seal: '#B4321F' };

export type Font = 'text' | 'bold';

export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly #head: string;
  readonly #widths = { text: new Map<string, number>(), bold: new Map<string, number>() };
  /** Where the next thing goes. */
  y = margin.top;

  constructor(fonts: ReportFonts, info: { Title: string; Author: string; CreationDate: Date }, head: string) {
    this.doc = new PDFDocument({
      size: 'A4',
      // Everything is put where it shall stand; the library would break pages by margins of its own.
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      lang: 'zh-CN',
      info,
    });
    this.doc.registerFont('text', fonts.text);
    this.doc.registerFont('bold', fonts.bold);
    this.#head = head;
    this.newPage('portrait');
  }

  get left(): number {
    return margin.side;
  }

  get width(): number {
    return this.doc.page.width - 2 * margin.side;
  }

  get room(): number {
    return this.doc.page.height - margin.bottom - this.y;
  }

  newPage(layout: 'portrait' | 'landscape' = this.layout): void {
    this.doc.addPage({ size: 'A4', layout, margin: 0 });
    this.y = margin.top;
  }

  get layout(): 'portrait' | 'landscape' {
    return this.doc.page.width > this.doc.page.height ? 'landscape' : 'portrait';
  }

  /** Characters stand side by side, so each is measured once. */
  measure(text: string, size: number, font: Font = 'text'): number {
    const known = this.#widths[font];
    let sum = 0;
    for (const character of text) {
      let width = known.get(character);
      if (width === undefined) {
        width = this.doc.font(font).fontSize(1).widthOfString(character);
        known.set(character, width);
      }
      sum += width;
    }
    return sum * size;
  }

  /** One line, nowhere broken. */
  put(text: string, x: number, y: number, size: number, font: Font = 'text', ink = inks.text): void {
    this.doc.font(font).fontSize(size).fillColor(ink).text(text, x, y, { lineBreak: false, features: [] });
  }

  rule(y: number, weight: number, ink: string, x = this.left, width = this.width): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(weight)
      .strokeColor(ink)
      .stroke();
  }

  /** Lines of a text that fit into a width. Chinese breaks between any two characters, numbers and words do not. */
  lines(text: string, width: number, size: number, font: Font = 'text'): string[] {
    const lines: string[] = [];
    let line = '';
    for (const [word] of text.matchAll(/[\x21-\x7e]+|[\s\S]/gu)) {
      if (line !== '' && this.measure(line + word, size, font) > width) {
        lines.push(line);
        line = word.trimStart();
      } else line += word;
    }
    return line === '' ? lines : [...lines, line];
  }

  /** Writes the head and foot of every page, once their number is known, and ends. */
  async finish(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    const written = new Promise<void>((resolve, reject) => {
      this.doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(page);
      if (page > 0) {
        this.put(this.#head, this.left, 34, 8.5, 'text', inks.soft);
        this.rule(50, 0.5, inks.rule);
      }
      const foot = `第 ${page + 1} 页 共 ${count} 页`;
      const x = this.left + (this.width - this.measure(foot, 8.5)) / 2;
      this.put(foot, x, this.doc.page.height - 36, 8.5, 'text', inks.soft);
    }
    this.doc.end();
    await written;
    return Buffer.concat(chunks);
  }
}

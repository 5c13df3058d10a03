/** A fault in a county's folder, said so that the office that keeps the file finds the cell. */
export interface CountyProblem {
  file: string;
  /** Line in the file as an editor counts it, from 1. */
  line: number;
  /** Name of the column as the file writes it, or the member of a JSON file; empty for the line as a whole. */
  column: string;
  reason: { zh: string; en: string };
}

/** Collects problems while the files are read, so that one pass names them all. */
export class Problems {
  readonly list: CountyProblem[] = [];

  add(file: string, line: number, column: string, zh: string, en: string): void {
    this.list.push({ file, line, column, reason: { zh, en } });
  }
}

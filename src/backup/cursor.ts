import { unreadable } from './format.ts';

const NEWLINE = 10;
const END_OF_ROWS = Buffer.from('\\.\n');

/** Reads the text of a backup piece by piece: lines, and between them the rows of tables. */
export class Cursor {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined after the last one. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(NEWLINE);
      if (end >= 0) {
        const line = this.#rest.toString('utf8', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) {
        if (this.#rest.length > 0) throw unreadable('the file ends too early');
        return undefined;
      }
    }
  }

  /**
   * Whole rows of a table in COPY's text form, up to the line `\.`, which is skipped. BACKUP_UNREADABLE if that line is
   * missing.
   */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const whole = this.#rest.subarray(0, this.#rest.lastIndexOf(NEWLINE) + 1);
      const end = endOfRows(whole);
      if (end >= 0) {
        this.#rest = this.#rest.subarray(end + END_OF_ROWS.length);
        if (end > 0) yield whole.subarray(0, end);
        return;
      }
      this.#rest = this.#rest.subarray(whole.length);
      if (whole.length > 0) yield whole;
      if (!(await this.#more())) throw unreadable('the file ends too early');
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#rest = Buffer.concat([this.#rest, next.value]);
    return true;
  }
}

/**
 * The position of the line `\.`. Within a row a backslash is written as two, so `\.` at the start of a line can only be
 * the end.
 */
function endOfRows(lines: Buffer): number {
  for (let at = lines.indexOf(END_OF_ROWS); at >= 0; at = lines.indexOf(END_OF_ROWS, at + 1)) {
    if (at === 0 || lines[at - 1] === NEWLINE) return at;
  }
  return -1;
}

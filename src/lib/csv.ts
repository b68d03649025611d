import { AppError } from './errors/index.ts';

/** The form of a CSV file. The reader's program must find the columns and read amounts as numbers. */
export interface CsvForm {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}
/** RFC 4180, for programs and for spreadsheets of countries that write 1.5. */
const PLAIN: CsvForm = { separator: ',', decimal: '.' };
/** For spreadsheets of countries that write 1,5. They split columns at the semicolon and read 1.5 as the first of May. */
const RUSSIAN: CsvForm = { separator: ';', decimal: ',' };

/** Returns the form that a spreadsheet in this language reads; ADR 0029 says why. */
export function csvFormOf(language: 'ru' | 'en'): CsvForm {
  return language === 'ru' ? RUSSIAN : PLAIN;
}

/** Makes one line of CSV. All our files are made of these lines, so they have no formula that a spreadsheet would run. */
export function csvLine(fields: readonly string[], form: CsvForm = PLAIN): string {
  return `${fields.map((field) => csvField(field, form)).join(form.separator)}\r\n`;
}

function csvField(text: string, { decimal }: CsvForm): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return quoted(text.replace('.', decimal));
  return quoted(harmless(text));
}

/**
 * A cell may begin at the start of a field, and after each character that splits columns or rows under another setting of
 * the spreadsheet. If a file is opened with the wrong separator, it is split there, even inside quotes.
 */
const FORMULA = /(?<=^|[,;\t\r\n])(?=[\s"\p{C}\p{Z}]*[=+\-@＝＋－＠])/gu;

/** Puts an apostrophe before a formula at the beginning of a cell. The apostrophe makes it a text. */
function harmless(text: string): string {
  const safe = text.replaceAll(FORMULA, "'");
  return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe;
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** If a record is longer than this, somebody forgot to close a quote. */
const MAX_RECORD = 64 * 1024;

/**
 * Reads CSV one record at a time; the text may come in any pieces. It knows quoted fields with line ends, CRLF and LF, and
 * a byte order mark. The separator is the comma, or the semicolon if the first line has only semicolons.
 * Errors: INPUT_INVALID with the `line`.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<string[]> {
  let [rest, line, separator] = ['', 1, ''];
  for await (const piece of text) {
    rest += line === 1 && rest === '' ? piece.replace(/^\uFEFF/, '') : piece;
    for (let end = endOfRecord(rest); end >= 0; end = endOfRecord(rest)) {
      const record = rest.slice(0, end);
      rest = rest.slice(end + 1);
      separator ||= separatorOf(record);
      if (record.trim() !== '') yield splitRecord(record.replace(/\r$/, ''), separator, line);
      line += record.split('\n').length;
    }
    if (rest.length > MAX_RECORD) throw new AppError('INPUT_INVALID', { fields: 'csv', line });
  }
  if (rest.trim() !== '') yield splitRecord(rest.replace(/\r$/, ''), separator || separatorOf(rest), line);
}

/** Returns the position of the first line end outside of quotes, or -1. */
function endOfRecord(text: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted) return at;
  }
  return -1;
}

function separatorOf(record: string): string {
  return !record.includes(',') && record.includes(';') ? ';' : ',';
}

function splitRecord(record: string, separator: string, line: number): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = record[at] === '"';
    const end = isQuoted ? closingQuote(record, at + 1) : nextOf(record, separator, at);
    if (end < 0) throw new AppError('INPUT_INVALID', { fields: 'csv', line });
    fields.push(isQuoted ? record.slice(at + 1, end).replaceAll('""', '"') : record.slice(at, end));
    const next = isQuoted ? end + 1 : end;
    if (next >= record.length) return fields;
    if (record[next] !== separator) throw new AppError('INPUT_INVALID', { fields: 'csv', line });
    at = next + 1;
  }
}

function nextOf(text: string, separator: string, from: number): number {
  const at = text.indexOf(separator, from);
  return at < 0 ? text.length : at;
}

/** Finds the quote that ends a field. Two quotes are one quote inside the field. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

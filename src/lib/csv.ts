import { AppError } from './errors/index.ts';

/** How a table is written so that its reader opens it in columns and takes amounts for numbers. */
export interface CsvForm {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}
/** RFC 4180, for programs and for spreadsheets of countries that write 1.5. */
const PLAIN: CsvForm = { separator: ',', decimal: '.' };
/** Spreadsheets of countries that write 1,5 part columns by the semicolon, and read 1.5 as the first of May. */
const RUSSIAN: CsvForm = { separator: ';', decimal: ',' };

/** What the spreadsheet of a person with this language reads; ADR 0029 says why. */
export function csvFormOf(language: 'ru' | 'en'): CsvForm {
  return language === 'ru' ? RUSSIAN : PLAIN;
}

/** One line of CSV: every file of ours is made of these, so nothing that a spreadsheet would run leaves. */
export function csvLine(fields: readonly string[], form: CsvForm = PLAIN): string {
  return `${fields.map((field) => csvField(field, form)).join(form.separator)}\r\n`;
}

function csvField(text: string, { decimal }: CsvForm): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return quoted(text.replace('.', decimal));
  return quoted(harmless(text));
}

/**
 * Where a cell may begin for some reader: at the start of a field, and after each character that another setting of
 * a spreadsheet parts columns or rows by (a file opened with the wrong separator is parted there, quotes or not).
 */
const FORMULA = /(?<=^|[,;\t\r\n])(?=[\s"\p{C}\p{Z}]*[=+\-@＝＋－＠])/gu;

/** A formula at the beginning of a cell gets an apostrophe in front, which makes it a text. */
function harmless(text: string): string {
  const safe = text.replaceAll(FORMULA, "'");
  return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe;
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A record longer than this is no record: a quote was left open. */
const MAX_RECORD = 64 * 1024;

/**
 * Reads CSV a record at a time, whatever pieces the text comes in: quoted fields with line ends in them, CRLF or LF, a
 * byte order mark. The separator is the comma, or the semicolon where the first line has only those.
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

/** Where the first line ends that is not inside quotes, or -1. */
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

/** The quote that ends a field; two of them are one inside it. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

import { AppError } from './errors/index.ts';

/** One line of CSV after RFC 4180. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

/** A leading =, +, - or @ would be a formula in a spreadsheet: such text gets an apostrophe in front. Numbers stay. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
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

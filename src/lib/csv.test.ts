import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFormOf, csvLine, readCsv } from './csv.ts';

async function read(...pieces: string[]): Promise<string[][]> {
  const text = (async function* () {
    yield* pieces;
  })();
  const records: string[][] = [];
  for await (const record of readCsv(text)) records.push(record);
  return records;
}

test('readCsv, when any fields were written by csvLine, then gives them back, whatever pieces they come in', async () => {
  // Signs that would make a formula are changed on purpose.
  const field = fc.string().filter((text) => !/[=+\-@\t\r]/.test(text));
  const record = fc
    .array(field, { minLength: 2, maxLength: 5 })
    .filter((fields) => fields.join('').trim() !== '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, size) => {
        // The first line decides about the separator.
        const all = [['a', 'b'], ...rows];
        const text = all.map((fields) => csvLine(fields)).join('');
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
          text.slice(n * size, (n + 1) * size),
        );
        expect(await read(...pieces)).toEqual(all);
      },
    ),
  );
});

test('readCsv, when a spreadsheet wrote it, then its mark, semicolons, line ends and empty lines do not matter', async () => {
  expect(await read('\uFEFFa;b\n\n1;"2;\n3"\r\n;')).toEqual([
    ['a', 'b'],
    ['1', '2;\n3'],
    ['', ''],
  ]);
});

test.each(['a,b\n"open,1\n2,3\n', 'a,b\n"x"y,1\n'])(
  'readCsv, when a quote is wrong (%j), then is refused',
  async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  },
);

test('csvLine, when a text would be a formula, then is harmless, and numbers stay numbers', () => {
  expect(csvLine(['=1+1', '-5', '-0.25', '@x', 'a"b', 'c,d'])).toBe(`'=1+1,-5,-0.25,'@x,"a""b","c,d"\r\n`);
});

/** The cells of a careless reader: whatever separator it takes, with or without regard for quotes. */
function cells(line: string): string[] {
  return [/[,\r\n]/, /[;\r\n]/, /[\t\r\n]/, /[,;\t\r\n]/].flatMap((by) => line.split(by));
}
const isFormula = (cell: string): boolean =>
  /^[\s"\p{C}\p{Z}]*[=+\-@＝＋－＠]/u.test(cell) && !/^-\d+([.,]\d+)?$/.test(cell);

test.each([
  'x;=1+1;y',
  ' =1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  '\uFEFF=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '\n=1+1',
  '\r=1+1',
  '\t=1+1',
  'a\n\n=1+1',
  'x;"=1+1";y',
  'x; "" =1',
  'x\t=1',
  ',=1+1',
  '-1+cmd|x',
  '-5;=1',
  "';=1",
])('csvLine, when a text is %j, then no spreadsheet of any separator finds a formula in it', (text) => {
  for (const language of ['ru', 'en'] as const)
    expect(cells(csvLine(['id', text, 'z'], csvFormOf(language))).filter(isFormula)).toEqual([]);
});

test('csvLine, when any texts are written in any form, then no cell is a formula, and a line stays one record', async () => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    '"',
    ';',
    ',',
    '\t',
    '\r',
    '\n',
    ' ',
    "'",
    '1',
    'a',
  );
  const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('ru' as const, 'en' as const),
      async (fields, language) => {
        const form = csvFormOf(language);
        const line = csvLine(['id', ...fields], form);
        expect(cells(line).filter(isFormula)).toEqual([]);
        expect(await read(csvLine(['a', 'b'], form), line)).toHaveLength(2);
      },
    ),
  );
});

test('csvLine, when the reader is Russian, then columns are parted by semicolons and amounts have a comma', () => {
  expect(csvLine(['a', '1.5', '-0.25', '7', 'x;y', '1.2.3.4'], csvFormOf('ru'))).toBe(
    'a;"1,5";"-0,25";7;"x;y";1.2.3.4\r\n',
  );
});

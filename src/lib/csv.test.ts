import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, readCsv } from './csv.ts';

async function read(...pieces: string[]): Promise<string[][]> {
  const text = (async function* () {
    yield* pieces;
  })();
  const records: string[][] = [];
  for await (const record of readCsv(text)) records.push(record);
  return records;
}

test('readCsv, when any fields were written by csvLine, then gives them back, whatever pieces they come in', async () => {
  const field = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
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
        const text = all.map(csvLine).join('');
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

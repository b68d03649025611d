import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('csvLine, when fields hold quotes, commas and line ends, then a reader gets them back whole', () => {
  expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines'])).toBe(
    'plain,"a,b","say ""hi""","two\nlines"\r\n',
  );
});

test.each(['=1+1', '+7', '-cmd', '@x', '\t=1'])(
  'csvLine, when a text is %j, then it is no formula',
  (text) => {
    expect(csvLine([text])).toContain(`'${text}`);
  },
);

test('csvLine, when a number is negative, then it stays a number', () => {
  expect(csvLine(['-5', '-5.25'])).toBe('-5,-5.25\r\n');
});

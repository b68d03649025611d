import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '../../src');
const WHAT_TO_DO =
  'take lines away first (dead options, repeated code), then give a thing with a name of its own a file of its own';

/** The lines of each file of the product without its tests, the largest file first. */
const sizes = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, lines: readFileSync(path.join(SRC, file), 'utf8').split('\n').length - 1 }))
  .sort((a, b) => b.lines - a.lines);

test.each([
  { what: 'the largest file', share: 0, most: 260 },
  { what: 'the file at the 90th percentile', share: 0.1, most: 150 },
  { what: 'the file in the middle', share: 0.5, most: 60 },
])('$what, when the lines of src are counted, then it has at most $most', ({ what, share, most }) => {
  const place = Math.floor(sizes.length * share);
  const longest = sizes.slice(0, 12).map(({ file, lines }) => `  ${lines} ${file}`);
  expect(
    sizes[place]?.lines,
    `${what} has more than ${most} lines: ${WHAT_TO_DO}. The longest files are\n${longest.join('\n')}\n`,
  ).toBeLessThanOrEqual(most);
});

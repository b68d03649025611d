import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeByTime, type Side } from './merge.ts';

interface Row {
  key: string;
  time: number;
}

const side = (rows: Row[], pageSize: number): Side<Row> => ({
  pages: (async function* () {
    for (let at = 0; at < rows.length; at += pageSize) yield rows.slice(at, at + pageSize);
  })(),
  key: (row) => row.key,
  time: (row) => row.time,
});
const newestFirst = (rows: Row[]): Row[] => rows.toSorted((x, y) => y.time - x.time);

async function merge(a: Row[], b: Row[], windowMs: number, pages: readonly [number, number] = [3, 5]) {
  const result = { pairs: [] as string[], onlyA: [] as string[], onlyB: [] as string[] };
  await mergeByTime(
    { a: side(a, pages[0]), b: side(b, pages[1]) },
    { windowMs },
    {
      pair: async (x, y) => {
        expect(x.key).toBe(y.key);
        result.pairs.push(x.key);
      },
      onlyA: async (x) => void result.onlyA.push(x.key),
      onlyB: async (y) => void result.onlyB.push(y.key),
    },
  );
  return result;
}

test('mergeByTime, when rows lie within the window, then pairs what is on both sides and gives up the rest', async () => {
  const row = fc.record({
    time: fc.integer({ min: 0, max: 1000 }),
    drift: fc.integer({ min: -10, max: 10 }),
    where: fc.constantFrom('both', 'both', 'both', 'a', 'b'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, pageA, pageB) => {
        const named = rows.map((item, n) => ({ ...item, key: `k${n}` }));
        const of = (wanted: string): string[] =>
          named.filter(({ where }) => where === wanted).map(({ key }) => key);
        const a = named.filter(({ where }) => where !== 'b').map(({ key, time }) => ({ key, time }));
        const b = named
          .filter(({ where }) => where !== 'a')
          .map(({ key, time, drift }) => ({ key, time: time + drift }));
        const result = await merge(newestFirst(a), newestFirst(b), 25, [pageA, pageB]);
        expect(result.pairs.toSorted()).toEqual(of('both').toSorted());
        expect(result.onlyA.toSorted()).toEqual(of('a').toSorted());
        expect(result.onlyB.toSorted()).toEqual(of('b').toSorted());
      },
    ),
  );
});

test('mergeByTime, when one side is empty, then everything of the other is alone', async () => {
  const rows = newestFirst([1, 2, 3, 4, 5, 6, 7].map((time) => ({ key: `k${time}`, time })));
  expect((await merge(rows, [], 10)).onlyA).toHaveLength(7);
  expect((await merge([], rows, 10)).onlyB).toHaveLength(7);
});

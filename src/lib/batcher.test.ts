import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';

/** Work that ends when the test says so, and what it was given. */
function heldWork() {
  const given: number[][] = [];
  const ends: (() => void)[] = [];
  const work = async (items: readonly number[]): Promise<number[]> => {
    given.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => item * 10);
  };
  const started = async (batches: number): Promise<void> => {
    while (given.length < batches) await new Promise((resolve) => setImmediate(resolve));
  };
  return { given, work, started, end: () => ends.shift()?.() };
}

test('items, when a batch is under way, then go together in the next one', async () => {
  const { given, work, started, end } = heldWork();
  const put = createBatcher(work, { most: 10 });
  const first = put(1);
  await started(1);
  const others = [put(2), put(3)];
  end();
  await started(2);
  end();
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30]);
  expect(given).toEqual([[1], [2, 3]]);
});

test('items, when more wait than a batch takes, then the rest follows in order', async () => {
  const { given, work, started, end } = heldWork();
  const put = createBatcher(work, { most: 2 });
  const all = Promise.all([1, 2, 3, 4, 5].map(put));
  for (const batch of [1, 2, 3]) {
    await started(batch);
    end();
  }
  expect(await all).toEqual([10, 20, 30, 40, 50]);
  expect(given).toEqual([[1, 2], [3, 4], [5]]);
});

test('two batches, when allowed at once, then the second does not wait for the first', async () => {
  const { given, work, started, end } = heldWork();
  const put = createBatcher(work, { most: 1, atOnce: 2 });
  const all = Promise.all([1, 2, 3].map(put));
  await started(2);
  expect(given).toEqual([[1], [2]]);
  end();
  await started(3);
  end();
  end();
  expect(await all).toEqual([10, 20, 30]);
});

test('an item, when its result is a promise that fails, then it alone fails', async () => {
  const put = createBatcher(
    async (items: readonly number[]) =>
      items.map((item) => (item === 2 ? Promise.reject(new Error('two')) : item)),
    { most: 10 },
  );
  expect(await Promise.allSettled([put(1), put(2), put(3)])).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new Error('two') },
    { status: 'fulfilled', value: 3 },
  ]);
});

test('a batch, when its work fails whole, then all its items fail and the next batch works', async () => {
  let calls = 0;
  const put = createBatcher(
    async (items: readonly number[]) => {
      if (++calls === 1) throw new Error('down');
      return items;
    },
    { most: 10 },
  );
  expect((await Promise.allSettled([put(1), put(2)])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  expect(await put(3)).toBe(3);
});

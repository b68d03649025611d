import { expect, test } from 'vitest';
import { bounded, counter, readCounted, timer } from './meter.ts';

const linesOf = async (name: string): Promise<string[]> =>
  (await readCounted()).split('\n').filter((line) => line.startsWith(name));

test('bounded, when a label has a value that it may not have, then that value is replaced', () => {
  const family = { name: 'x', help: 'x', labels: { kind: ['a', 'b'], sign: /^[a-z.]+$/ } };
  expect(bounded(family, { kind: 'a', sign: 'queue.polling' })).toEqual({ kind: 'a', sign: 'queue.polling' });
  expect(bounded(family, { kind: '@somebody', sign: 'Ivan 42' })).toEqual({ kind: 'other', sign: 'other' });
  expect(bounded(family, { user: '42' })).toEqual({ kind: 'other', sign: 'other' });
});

test('a counter, when it has few series, then all of them begin at zero, so that the first one counts', async () => {
  const count = counter({ name: 'test_total', help: 'test', labels: { kind: ['a', 'b'] } });
  expect(await linesOf('test_total')).toEqual(['test_total{kind="a"} 0', 'test_total{kind="b"} 0']);
  count({ kind: 'b' });
  count({ kind: '/start 12345' });
  expect(await linesOf('test_total')).toEqual([
    'test_total{kind="a"} 0',
    'test_total{kind="b"} 1',
    'test_total{kind="other"} 1',
  ]);
});

test('a timer, when something took 300 ms, then it is in the buckets above, in seconds', async () => {
  const note = timer({ name: 'test_seconds', help: 'test', labels: { job: ['a'] } }, [0.1, 1]);
  note({ job: 'a' }, 300);
  expect(await linesOf('test_seconds')).toEqual([
    'test_seconds_bucket{le="0.1",job="a"} 0',
    'test_seconds_bucket{le="1",job="a"} 1',
    'test_seconds_bucket{le="+Inf",job="a"} 1',
    'test_seconds_sum{job="a"} 0.3',
    'test_seconds_count{job="a"} 1',
  ]);
});

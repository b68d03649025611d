import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { families, SHOP_READINGS } from '../../src/metrics/index.ts';
import type { Db, Prepared } from '../../src/platform/index.ts';
import { createQueues, closeQueues } from '../../src/queue/index.ts';
import { loadMeters, withFamilies } from '../../scripts/metricsTable.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTestContext } from '../kit/testContext.ts';

await loadMeters();
const ALL = families();

test('the families, when named, then by the rules of Prometheus, each once and with its unit', () => {
  const names = ALL.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, type, help } of ALL) {
    expect(name).toMatch(/^starboard_[a-z]+(_[a-z]+)*$/);
    expect(help.length, name).toBeGreaterThan(10);
    if (type === 'counter') expect(name).toMatch(/_total$/);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
});

test('the labels, when their values are counted, then they are few, and none names a person', () => {
  for (const { name, labels = {} } of ALL) {
    const sizes = Object.entries(labels).map(([label, values]) => {
      expect(label, name).not.toMatch(/user|staff|person|name|chat|id$|ip|path|order|ticket/);
      if (values instanceof RegExp) return 50;
      for (const value of values) expect(value, name).toMatch(/^[\w/{}.-]{1,60}$/);
      return values.length;
    });
    expect(
      sizes.reduce((product, size) => product * size, 1),
      name,
    ).toBeLessThan(1000);
  }
});

test('docs/monitoring.md, when compared with the families, then it names each of them', async () => {
  const page = readFileSync(new URL('../../docs/monitoring.md', import.meta.url), 'utf8');
  expect(page).toBe(await withFamilies(page));
});

/** Tables that hold a few rows however old the shop is. */
const SMALL = new Set(
  `processes schedules signs switches open_updates packages backups supply_state checkpoint closing publication staff
   ton_wallets`.split(/\s+/),
);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  Plans?: Plan[];
}
/** The newest row by an index is one row, though no condition says so. */
const isNewest = ({ Filter, 'Node Type': type }: Plan): boolean =>
  type === 'Index Scan' && Filter === undefined;
const nodesOf = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).filter((child) => plan['Node Type'] !== 'Limit' || !isNewest(child)).flatMap(nodesOf),
];

test('the figures of the shop, when read, then no question walks over a whole table that grows', async () => {
  const context = await createTestContext();
  const app = createApp(context.config, { clock: context.clock, log: context.log });
  const queues = createQueues(app);
  atEnd(async () => {
    await closeQueues(queues);
    await app.close();
  });
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const note = (statement: string | Prepared, values: readonly unknown[] = []): void => {
    asked.push({ text: typeof statement === 'string' ? statement : statement.text, values });
  };
  const db: Db = {
    ...app.db,
    query: (statement, values) => (note(statement, values), app.db.query(statement, values)),
    one: (text, values) => (note(text, values), app.db.one(text, values)),
  };
  for (const { families: own, read } of SHOP_READINGS) {
    const values = await read({ app: { ...app, db }, queues });
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(values)));
  }
  // What one scrape of the shop costs. More of them should have a reason.
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.length, asked.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(40);

  const partial = await context.testDb.owner.query<{ name: string }>(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL',
  );
  const isPartial = new Set(partial.rows.map(({ name }) => name.replace(/^\w+\./, '')));
  const walks = await context.testDb.owner.tx(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off');
    const found: string[] = [];
    for (const { text, values } of asked.filter((one) => /^\s*(SELECT|WITH)/.test(one.text))) {
      const { rows } = await tx.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      );
      for (const node of nodesOf(rows[0]?.['QUERY PLAN'][0]?.Plan as Plan)) {
        const table = node['Relation Name'] ?? '';
        const index = node['Index Name'] ?? '';
        const isWhole =
          node['Node Type'] === 'Seq Scan' ||
          (index !== '' && node['Index Cond'] === undefined && !isPartial.has(index));
        if (isWhole && !SMALL.has(table)) found.push(`${node['Node Type']} ${table} ${index}: ${text}`);
      }
    }
    return found;
  });
  expect(walks).toEqual([]);
});

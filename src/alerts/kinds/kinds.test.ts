import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anchorOf, kindOf, KIND_NAMES, readSignName, titleOf } from './index.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const HEALTH = new URL('../../health/', import.meta.url);
const RAISING = ['bot/telegramHealth.ts', 'payments/pollInvoice.ts', 'payments/unknownInvoice.ts'];

test('the signs of ill health, when their names are read, then each has a kind of alert of its own', () => {
  const sources = [
    ...readdirSync(HEALTH).map((file) => readFileSync(new URL(file, HEALTH), 'utf8')),
    ...RAISING.map((file) => read(`src/${file}`)),
  ];
  const names = sources.flatMap((text) => [
    ...[...text.matchAll(/\bname: ['`]([a-z.]+?)(?:\.\$\{\w+\})?['`]/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/'((?:telegram|heleket)\.[a-z]+)'/g)].map(([, name = '']) => name),
  ]);
  expect(names).toEqual(
    expect.arrayContaining(['deliveries.person', 'queue', 'telegram.token', 'heleket.key']),
  );
  expect(names.filter((name) => readSignName(name).kind === 'sign')).toEqual([]);
});

test.each([
  ['queue.polling', 'queue', 'polling'],
  ['schedule.alerts.look', 'schedule', 'alerts.look'],
  ['redis.writes', 'redis.writes', ''],
  ['something.new', 'sign', 'something.new'],
])('the sign %s, when its name is read, then it is the kind %s about "%s"', (name, kind, subject) => {
  expect(readSignName(name)).toEqual({ kind, subject });
});

test.each(KIND_NAMES.map((kind) => [kind] as const))(
  'the kind %s, when somebody meets it, then it is in words in both languages and in docs/alerts.md',
  (kind) => {
    const { why, todo, title } = kindOf(kind);
    for (const [ru, en] of [why, todo, title]) {
      expect(ru).toMatch(/[а-яё]/i);
      expect(en).not.toMatch(/[а-яё]/i);
    }
    expect(titleOf(kind, 'that')).not.toContain('{{');
    const headings = [...read('docs/alerts.md').matchAll(/^### (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    expect(headings).toContain(anchorOf(kind));
  },
);

test('kinds, when one only follows from others, then those exist', () => {
  const known = (name: string): boolean => readSignName(name).kind !== 'sign';
  expect(KIND_NAMES.flatMap((kind) => kindOf(kind).dueTo ?? []).filter((name) => !known(name))).toEqual([]);
});

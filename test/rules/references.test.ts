import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['*.md', '{docs,src,sql,test,bench,scripts}/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: ROOT }),
);
const read = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');
const scripts = Object.keys(
  (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts,
);

/** What stands in a page between these two, once each. */
function found(page: string, pattern: RegExp): string[] {
  return [...new Set([...read(page).matchAll(pattern)].map((match) => match[1] ?? ''))];
}

test('the pages, when counted, then those that a newcomer reads are among them', () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(['README.md', 'README.ru.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']),
  );
});

test.each(PAGES)('%s, when its links are followed, then each leads to a file', (page) => {
  const links = found(page, /\]\((?!https?:|#)([^)#\s]+)/g);
  const broken = links.filter((link) => !existsSync(path.join(ROOT, path.dirname(page), link)));
  expect(broken).toEqual([]);
});

test.each(PAGES)('%s, when it names files of the project, then each of them is there', (page) => {
  const named = found(
    page,
    /`((?:docs|src|scripts|sql|test|bench)\/[\w./*-]*|[A-Z]+\.md|\.[a-z][\w.-]+\.(?:cjs|json))`/g,
  );
  const absent = named.filter(
    (name) =>
      !(name.includes('*') ? globSync(name, { cwd: ROOT }).length > 0 : existsSync(path.join(ROOT, name))),
  );
  expect(absent).toEqual([]);
});

test.each(PAGES)('%s, when it tells a command to type, then that command exists', (page) => {
  const typed = found(page, /npm run ([\w:]+)/g);
  expect(typed.filter((name) => !scripts.includes(name))).toEqual([]);
  const called = found(page, /npm run cli -- ([a-z-]+(?: [a-z-]+)?)/g);
  const known = (words: string): boolean => words in commands || (words.split(' ')[0] ?? '') in commands;
  expect(called.filter((words) => !known(words))).toEqual([]);
});

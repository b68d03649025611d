import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the linter, when a promise of a posting is not awaited, then fails and names the rule', () => {
  const fixture = 'test/rules/fixtures/unawaited.ts';
  const { status, stdout } = spawnSync(
    'node_modules/.bin/oxlint',
    ['--type-aware', '-c', '.oxlintrc.json', fixture],
    { cwd: root, encoding: 'utf8' },
  );
  expect(stdout).toContain('no-floating-promises');
  expect(status).not.toBe(0);
});

test('the import rules, when a file of lib imports a feature, then fail and say what to do', () => {
  const { status, stdout } = spawnSync(
    'node_modules/.bin/depcruise',
    ['--config', 'test/rules/fixtures/cruiser.cjs', 'test/rules/fixtures/src'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(stdout).toContain('lib-is-pure');
  expect(stdout).toContain('telegraf-stays-in-bot');
  expect(status).not.toBe(0);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const at = path.join(directory, name);
  writeFileSync(at, text);
  return at;
};
const DATABASE_URL = 'postgresql://u:p@db.example/shop';

test('a secret, when it stands in a file, then it counts as if it were written down, without the line break at its end', () => {
  const config = loadConfig({
    DATABASE_URL_FILE: file('url', `${DATABASE_URL}\n`),
    METRICS_TOKEN_FILE: file('token', 'a-token-for-the-figures\r\n'),
  });
  expect(config.DATABASE_URL.reveal()).toContain('db.example/shop');
  expect(config.METRICS_TOKEN.reveal()).toBe('a-token-for-the-figures');
});

test('secrets in files, when one is given twice and another cannot be read, then both are named and no secret is shown', () => {
  const given = {
    DATABASE_URL,
    METRICS_TOKEN: 'a-token-for-the-figures',
    METRICS_TOKEN_FILE: file('twice', 'another-token-for-figures'),
    API_KEY_FILE: path.join(directory, 'absent'),
  };
  expect(() => loadConfig(given)).toThrow(ConfigError);
  expect(() => loadConfig(given)).toThrow(/METRICS_TOKEN is given twice/);
  expect(() => loadConfig(given)).toThrow(/API_KEY_FILE is wrong: .*absent cannot be read \(ENOENT\)/);
  expect(() => loadConfig(given)).not.toThrow(/another-token|a-token/);
});

test('what is no secret, when a file is named for it, then it is not read from there', () => {
  expect(loadConfig({ DATABASE_URL, WEBHOOK_PORT_FILE: file('port', '9999') }).WEBHOOK_PORT).toBe(8001);
});

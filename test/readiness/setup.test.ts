import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { setUp } from '../../src/cli/setup/index.ts';
import { readEnvText, withValues } from '../../src/cli/setup/envFile.ts';
import { envExample, loadConfig } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { openChats } from '../kit/chats.ts';
import { createEmptyDatabase } from '../kit/testDb.ts';

const chats = await openChats();
const { config } = chats.app;
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-setup-'));
atEnd(() => rmSync(directory, { recursive: true, force: true }));
const printed: string[] = [];
vi.spyOn(console, 'log').mockImplementation((text: unknown) => void printed.push(String(text)));

let files = 0;
/** A file that leads to the imitations, and nothing else. */
function newFile(): string {
  const file = path.join(directory, `${++files}.env`);
  writeFileSync(
    file,
    [
      '# mine',
      'ENVIRONMENT=test',
      'SANDBOX=off',
      `TELEGRAM_API_ROOT=${config.TELEGRAM_API_ROOT}`,
      `HELEKET_API_URL=${config.HELEKET_API_URL}`,
    ].join('\n'),
  );
  return file;
}

/** Somebody at a terminal who gives these answers, one after another. */
function somebody(...given: string[]) {
  const left = [...given];
  const asked: string[] = [];
  const said: string[] = [];
  return {
    asked,
    said,
    ask: async (question: string) => {
      asked.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nothing is left to say to: ${question}`);
      return answer;
    },
    say: (line: string) => void said.push(line),
    isDone: () => left.length === 0,
  };
}

const right = async () => [
  config.TELEGRAM_TOKEN.reveal(),
  'shop.example.com',
  '',
  config.MERCHANT_UUID,
  config.API_KEY.reveal(),
  '',
  await createEmptyDatabase(),
  config.REDIS_URL.reveal(),
];

test('setup, when all answers are right, then the file starts the product, secrets are made, and the first administrator gets a link', async () => {
  const file = newFile();
  const person = somebody(...(await right()), 'anna@example.com', 'Anna');

  expect(await setUp(person, file)).toBe(0);

  expect(person.isDone()).toBe(true);
  expect(printed.join('\n')).toMatch(/Anna <anna@example\.com>, admin[^]*http/);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^# mine$/m);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const made = loadConfig(readEnvText(text));
  expect(made).toMatchObject({
    WEBHOOK_HOST: 'shop.example.com',
    adminOrigin: 'https://admin.shop.example.com',
  });
  expect(made.SESSION_SECRET.reveal().length).toBeGreaterThan(40);

  const again = somebody(...Array<string>(8).fill(''));
  expect(await setUp(again, file)).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('setup, when an answer is malformed or refused by its service, then it says why and asks for that again', async () => {
  const file = newFile();
  const [
    token = '',
    host = '',
    origin = '',
    merchant = '',
    key = '',
    payout = '',
    database = '',
    redis = '',
  ] = await right();
  const first = ['12:short', '', token, host, origin, merchant, 'a-wrong-key', payout, database, redis];
  const second = ['', '', key];
  const person = somebody(...first, ...second, '');

  expect(await setUp(person, file)).toBe(0);

  expect(person.said.join('\n')).toContain('TELEGRAM_TOKEN: must look like');
  expect(person.said.join('\n')).toContain('TELEGRAM_TOKEN: it is needed');
  expect(person.said.join('\n')).toMatch(/FAIL {2}heleket .*the key is refused/);
  expect(person.asked.filter((question) => question.includes('Payment key'))).toHaveLength(2);
  expect(person.asked.filter((question) => question.includes('Address of PostgreSQL'))).toHaveLength(1);
  expect(readEnvText(readFileSync(file, 'utf8'))['API_KEY']).toBe(key);
});

test('setup, when a service cannot be reached and the person goes on, then the answers are kept and it says what is left', async () => {
  const file = newFile();
  const answers = await right();
  const person = somebody(...answers.slice(0, 7), 'redis://127.0.0.1:1', 'n');

  expect(await setUp(person, file)).toBe(1);

  expect(person.said.join('\n')).toMatch(/FAIL {2}redis /);
  expect(person.said.at(-1)).toContain('Run doctor');
  expect(readEnvText(readFileSync(file, 'utf8'))['REDIS_URL']).toBe('redis://127.0.0.1:1');
});

test('a file of settings, when values are written into it, then each is read back as it was, and its other lines stay', () => {
  const odd = {
    API_KEY: "it's #1 $HOME",
    SESSION_SECRET: 'a b"c',
    WEBHOOK_HOST: 'x.example',
    NEW_ONE: 'plain',
  };

  const text = withValues(envExample(), odd);

  expect(readEnvText(text)).toMatchObject(odd);
  expect(text.split('\n').length).toBe(envExample().split('\n').length + 1);
  expect(withValues(text, odd)).toBe(text);
});

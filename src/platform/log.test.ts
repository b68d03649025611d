import { expect, test } from 'vitest';
import { Secret } from '../lib/index.ts';
import { createLogger } from './log.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ LOG_LEVEL: 'info', DEBUG: false }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test.each([
  'token',
  'secret_token',
  'sign',
  'password',
  'authorization',
  'cookie',
  'api_key',
  'address',
  'totp',
])('a line of the log, when %s stands in it, then its value is cut at each depth', (name) => {
  const line = logged((log) =>
    log.info({ [name]: 'hidden', request: { [name]: 'hidden', headers: { [name]: 'hidden' } } }, 'said'),
  );
  expect(line).not.toContain('hidden');
  expect(JSON.parse(line)).toMatchObject({ [name]: '***', request: { [name]: '***' }, msg: 'said' });
});

test('a line of the log, when a variable that is secret is written, then it prints as ***', () => {
  const line = logged((log) =>
    log.info({ config: { API_KEY: new Secret('hidden') } }, String(new Secret('hidden'))),
  );
  expect(line).not.toContain('hidden');
});

test('the log, when an error is written, then it is one line of JSON with its text and stack', () => {
  const text = logged((log) => log.error({ err: new Error('first\nsecond') }, 'failed'));
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(text)).toMatchObject({ level: 'error', err: { message: 'first\nsecond' } });
});

test('the log, when PostgreSQL says in an error which row it was, then the row is left out and the rest stays', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (username)=(ivan) already exists.',
    where: 'COPY users, line 1: "ivan"',
  });
  const text = logged((log) => log.error({ err: error }, 'failed'));
  expect(text).not.toContain('ivan');
  expect(JSON.parse(text)).toMatchObject({ err: { message: 'duplicate key', code: '23505' } });
});

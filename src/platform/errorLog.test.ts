import { expect, test } from 'vitest';
import { AppError, systemClock } from '../lib/index.ts';
import { createErrorLog, type ErrorPlace } from './errorLog.ts';
import { createLogger } from './log.ts';

const at: ErrorPlace = { door: 'job', place: 'invoice.poll' };

test('errors, when they are noted, then bugs and services that were away are counted, and refusals only where nobody is told', () => {
  const errors = createErrorLog(systemClock);
  errors.note(new TypeError('x is not a function'), at);
  errors.note(new AppError('PROVIDER_UNAVAILABLE'), at);
  errors.note(new AppError('INPUT_INVALID'), at);
  errors.note(new AppError('INPUT_INVALID'), at, true);
  expect(errors.take().map(({ code, count }) => [code, count])).toEqual([
    ['INTERNAL', 1],
    ['PROVIDER_UNAVAILABLE', 1],
    ['INPUT_INVALID', 1],
  ]);
  expect(errors.take()).toEqual([]);
});

test('one error, when it passes two doors and the log, then it is counted once, at the first', () => {
  const errors = createErrorLog(systemClock);
  const log = createLogger({ LOG_LEVEL: 'error', DEBUG: false }, { write: () => undefined }, errors);
  const thrown = new Error('broken');
  errors.note(thrown, at);
  errors.note(new AppError('INTERNAL', {}, { cause: thrown }), { door: 'office', place: 'orders' });
  log.error({ err: thrown }, 'a job failed');
  expect(errors.take()).toMatchObject([{ door: 'job', place: 'invoice.poll', count: 1 }]);
});

test('an error that only the log sees, when it is written, then the line is its place', () => {
  const errors = createErrorLog(systemClock);
  const log = createLogger({ LOG_LEVEL: 'error', DEBUG: false }, { write: () => undefined }, errors);
  log.child({ part: 'x' }).error({ err: new Error('broken'), correlationId: 'c-1' }, 'backup: failed');
  log.warn({ err: new Error('fine') }, 'tried again');
  const [group, ...others] = errors.take();
  expect(group).toMatchObject({
    door: 'process',
    place: 'backup: failed',
    occurrences: [{ correlationId: 'c-1' }],
  });
  expect(others).toEqual([]);
});

test('thousands of errors at thousands of places, when they are noted, then all are counted and few are kept', () => {
  const errors = createErrorLog(systemClock);
  for (let n = 0; n < 3000; n++) errors.note(new Error('broken'), { door: 'web', place: `GET /${n % 1000}` });
  const groups = errors.take();
  expect(groups.length).toBeLessThanOrEqual(201);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(3000);
  expect(Math.max(...groups.map(({ occurrences }) => occurrences.length))).toBeLessThanOrEqual(20);
});

test('errors that could not be stored, when they are given back, then counts and times are those of both', () => {
  const errors = createErrorLog(systemClock);
  errors.note(new Error('first'), at);
  const taken = errors.take();
  errors.note(new Error('second'), at);
  errors.giveBack(taken);
  const [group] = errors.take();
  expect(group?.count).toBe(2);
  expect(group?.firstAt).toEqual(taken[0]?.firstAt);
  expect(group?.occurrences.map(({ message }) => message).toSorted()).toEqual(['first', 'second']);
});

test('an error whose message throws, when it is noted, then nothing fails', () => {
  const errors = createErrorLog(systemClock);
  const broken = Object.defineProperty(new Error(), 'message', {
    get: () => {
      throw new Error('no message');
    },
  });
  expect(() => errors.note(broken, at)).not.toThrow();
  expect(() => errors.note(undefined, at)).not.toThrow();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOOK_INTERVAL_MS, nextCheckAt } from './pollPlan.ts';
import { PROVIDER_STATUSES } from './statuses.ts';

const CREATED = new Date('2026-11-01T10:00:00Z');
const EXPIRES = new Date('2026-11-01T11:00:00Z');
const at = (seconds: number): Date => new Date(CREATED.getTime() + seconds * 1000);
const next = (status: string, seconds: number): number | null => {
  const time = nextCheckAt({ status, createdAt: CREATED, expiresAt: EXPIRES }, at(seconds));
  return time && (time.getTime() - CREATED.getTime()) / 1000;
};

test.each([
  ['check', 0, 30],
  ['check', 60, 90],
  ['check', 1200, 1500],
  ['check', 3000, 3600 + 5],
  ['check', 3590, 3590 + 30],
  ['check', 3606, 3666],
  ['locked', 3600 * 9, 3600 * 13],
  ['cancel', 3606, 7200],
  ['cancel', 7201, 3600 * 7],
  ['wrong_amount', 3600 * 80, null],
  ['paid', 60, null],
  ['paid_over', 60, null],
  ['refund_paid', 60, null],
  ['check', 86_400 * 31, null],
])(
  'nextCheckAt, when an invoice in %s is looked at after %i s, then looks again at %s',
  (status, seconds, wanted) => {
    expect(next(status, seconds)).toBe(wanted);
  },
);

test('nextCheckAt, when asked at any moment, then never looks twice within half a minute', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('creating', 'made-up', ...Object.keys(PROVIDER_STATUSES)),
      fc.integer({ min: 0, max: 40 * 86_400 }),
      (status, seconds) => {
        const time = nextCheckAt({ status, createdAt: CREATED, expiresAt: EXPIRES }, at(seconds));
        return (
          time === null ||
          time.getTime() - at(seconds).getTime() >= LOOK_INTERVAL_MS ||
          status === 'cancel' ||
          status.includes('fail') ||
          status === 'wrong_amount'
        );
      },
    ),
  );
});

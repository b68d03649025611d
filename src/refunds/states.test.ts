import { expect, test } from 'vitest';
import { OPEN_REFUND_STATUSES, REFUND_STATES, REFUND_STATUSES, STAFF_STEPS, UNDER_WAY } from './states.ts';

test('REFUND_STATES, when walked from the request, then every state is reached and every end is an end', () => {
  const reached = new Set(['requested']);
  for (const status of reached)
    for (const next of REFUND_STATES[status as keyof typeof REFUND_STATES].next) reached.add(next);

  expect([...reached].sort()).toEqual([...REFUND_STATUSES].sort());
  const ends = REFUND_STATUSES.filter((status) => REFUND_STATES[status].next.length === 0);
  expect(ends).toEqual(['rejected', 'cancelled', 'done']);
  for (const status of REFUND_STATUSES)
    expect(REFUND_STATES[status].waitsFor === undefined).toBe(ends.includes(status));
});

test('REFUND_STATES, when money may be on its way, then nobody can give the refund up', () => {
  expect(UNDER_WAY).toEqual(['executing', 'unknown']);
  for (const status of UNDER_WAY) expect(REFUND_STATES[status].next).not.toContain('cancelled');
});

test('REFUND_STATES, when a person may decide something, then the refund is open and the state that it leads to may follow', () => {
  for (const status of REFUND_STATUSES) {
    const { next, staffMay } = REFUND_STATES[status];
    if (!OPEN_REFUND_STATUSES.includes(status)) expect(staffMay).toEqual([]);
    for (const step of staffMay) if (STAFF_STEPS[step]) expect(next).toContain(STAFF_STEPS[step]);
  }
});

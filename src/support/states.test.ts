import { expect, test } from 'vitest';
import { TICKET_EVENTS, TICKET_MOVES, TICKET_STATUSES } from './states.ts';

test('ticket states, when walked from open, then every state is reached and none is a dead end for staff', () => {
  const seen = new Set(['open']);
  for (let grown = true; grown;) {
    grown = false;
    for (const from of TICKET_STATUSES)
      if (seen.has(from))
        for (const to of Object.values(TICKET_MOVES[from]))
          if (!seen.has(to)) {
            seen.add(to);
            grown = true;
          }
  }
  expect([...seen].sort()).toEqual([...TICKET_STATUSES].sort());
  for (const status of TICKET_STATUSES) expect(Object.keys(TICKET_MOVES[status]).length).toBeGreaterThan(0);
});

test('ticket states, when an event exists, then some state knows it', () => {
  for (const event of TICKET_EVENTS)
    expect(TICKET_STATUSES.some((status) => TICKET_MOVES[status][event] !== undefined)).toBe(true);
});

test('ticket states, when the user writes, then it is the shop’s turn again', () => {
  for (const status of TICKET_STATUSES) expect(TICKET_MOVES[status].user_message ?? 'open').toBe('open');
});

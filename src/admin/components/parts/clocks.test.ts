import { expect, test } from 'vitest';
import { nextClock, replyClock, resolutionClock } from './clocks.ts';

const MINUTE = 60_000;
const at = (minute: number): string => new Date(minute * MINUTE).toISOString();
const open = {
  status: 'open',
  created_at: at(0),
  first_reply_at: null,
  first_reply_due_at: at(60),
  resolution_due_at: at(240),
  clock_stopped_at: null,
};
const waiting = { ...open, status: 'waiting_user', first_reply_at: at(20), clock_stopped_at: at(20) };

test.each([
  ['time is left', open, 10, 'reply', 'runs', 50, 'plain'],
  ['little time is left', open, 45, 'reply', 'runs', 15, 'wait'],
  ['the reply is overdue', open, 75, 'reply', 'late', 15, 'bad'],
  [
    'it was answered and goes on',
    { ...open, first_reply_at: at(20) },
    100,
    'resolution',
    'runs',
    140,
    'plain',
  ],
  ['the user is waited for', waiting, 9000, 'resolution', 'paused', 220, 'info'],
  [
    'the user is waited for, too late',
    { ...waiting, clock_stopped_at: at(250) },
    9000,
    'resolution',
    'pausedLate',
    10,
    'bad',
  ],
  ['it was resolved in time', { ...waiting, status: 'resolved' }, 9000, 'resolution', 'met', 220, 'good'],
  [
    'it was resolved late',
    { ...waiting, status: 'resolved', clock_stopped_at: at(300) },
    9000,
    'resolution',
    'missed',
    60,
    'bad',
  ],
  [
    'the resolution is due before the reply',
    { ...open, resolution_due_at: at(30) },
    40,
    'resolution',
    'late',
    10,
    'bad',
  ],
] as const)('nextClock, when %s, then says so', (_when, ticket, minute, what, state, minutes, tone) => {
  expect(nextClock(ticket, minute * MINUTE)).toEqual({ what, state, ms: minutes * MINUTE, tone });
});

test('replyClock, when the reply has come, then says how long it took or how late it was', () => {
  expect(replyClock(waiting, 0)).toMatchObject({ state: 'met', ms: 20 * MINUTE });
  expect(replyClock({ ...waiting, first_reply_at: at(70) }, 0)).toMatchObject({
    state: 'missed',
    ms: 10 * MINUTE,
  });
});

test('the clocks, when a ticket was closed without an answer, then there is nothing to say', () => {
  const closed = { ...open, status: 'closed', clock_stopped_at: at(5) };
  expect([replyClock(closed, 0), resolutionClock(closed, 0), nextClock(closed, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

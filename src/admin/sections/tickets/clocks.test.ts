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

const reply = (state: string, minutes: number, tone: string) => ({
  what: 'reply',
  state,
  ms: minutes * MINUTE,
  tone,
});
const resolution = (state: string, minutes: number, tone: string) => ({
  ...reply(state, minutes, tone),
  what: 'resolution',
});
const resolved = { ...waiting, status: 'resolved' };

test.each([
  { name: 'time is left', ticket: open, minute: 10, clock: reply('runs', 50, 'plain') },
  { name: 'little time is left', ticket: open, minute: 45, clock: reply('runs', 15, 'wait') },
  { name: 'the reply is overdue', ticket: open, minute: 75, clock: reply('late', 15, 'bad') },
  {
    name: 'it was answered and goes on',
    ticket: { ...open, first_reply_at: at(20) },
    minute: 100,
    clock: resolution('runs', 140, 'plain'),
  },
  {
    name: 'the resolution is due before the reply',
    ticket: { ...open, resolution_due_at: at(30) },
    minute: 40,
    clock: resolution('late', 10, 'bad'),
  },
  {
    name: 'the user is waited for',
    ticket: waiting,
    minute: 9000,
    clock: resolution('paused', 220, 'info'),
  },
  {
    name: 'the user is waited for, too late',
    ticket: { ...waiting, clock_stopped_at: at(250) },
    minute: 9000,
    clock: resolution('pausedLate', 10, 'bad'),
  },
  {
    name: 'it was resolved in time',
    ticket: resolved,
    minute: 9000,
    clock: resolution('met', 220, 'good'),
  },
  {
    name: 'it was resolved late',
    ticket: { ...resolved, clock_stopped_at: at(300) },
    minute: 9000,
    clock: resolution('missed', 60, 'bad'),
  },
])('nextClock, when $name, then says so', ({ ticket, minute, clock }) => {
  expect(nextClock(ticket, minute * MINUTE)).toEqual(clock);
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

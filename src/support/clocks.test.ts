import { describe, expect, test } from 'vitest';
import { dueOf, joinClocks, startClocks, turnClocks, waitedMs, type Clocks, type Due } from './clocks.ts';
import { TICKET_MOVES, type TicketEvent, type TicketStatus } from './states.ts';

const MINUTE = 60_000;
const at = (minute: number): Date => new Date(minute * MINUTE);
const target = { firstReply: 60, resolution: 240 };

/** Applies events to a ticket that is opened at minute 0. Returns its clocks and due times. */
function play(events: readonly (readonly [minute: number, event: TicketEvent])[]): {
  clocks: Clocks;
  due: Due;
} {
  let status: TicketStatus = 'open';
  let clocks = startClocks(at(0));
  let due = dueOf(clocks, target);
  for (const [minute, event] of events) {
    status = TICKET_MOVES[status][event] ?? status;
    clocks = turnClocks(clocks, {
      at: at(minute),
      runs: status === 'open',
      isReply: event === 'staff_reply',
    });
    due = dueOf(clocks, target, due);
  }
  return { clocks, due };
}

describe('the clocks of a ticket', () => {
  test.each<{
    name: string;
    events: [number, TicketEvent][];
    waited: number;
    reply: number;
    resolution: number;
    stands?: boolean;
  }>([
    { name: 'nothing happens', events: [], waited: 1000, reply: 60, resolution: 240 },
    {
      name: 'the user writes again',
      events: [[30, 'user_message']],
      waited: 1000,
      reply: 60,
      resolution: 240,
    },
    {
      name: 'it is answered',
      events: [[30, 'staff_reply']],
      waited: 30,
      reply: 60,
      resolution: 240,
      stands: true,
    },
    {
      name: 'the user takes an hour to answer',
      events: [
        [30, 'staff_reply'],
        [90, 'user_message'],
      ],
      waited: 940,
      reply: 60,
      resolution: 300,
    },
    {
      name: 'it is answered twice while the user is silent',
      events: [
        [30, 'staff_reply'],
        [90, 'staff_reply'],
        [100, 'user_message'],
      ],
      waited: 930,
      reply: 60,
      resolution: 310,
    },
    {
      name: 'it is answered late',
      events: [[80, 'staff_reply']],
      waited: 80,
      reply: 60,
      resolution: 240,
      stands: true,
    },
    {
      name: 'it is resolved',
      events: [[100, 'resolve']],
      waited: 100,
      reply: 60,
      resolution: 240,
      stands: true,
    },
    {
      name: 'it is reopened without ever having been answered',
      events: [
        [20, 'resolve'],
        [500, 'user_reopen'],
      ],
      waited: 520,
      reply: 540,
      resolution: 720,
    },
    {
      name: 'it is answered, resolved and reopened',
      events: [
        [30, 'staff_reply'],
        [40, 'resolve'],
        [640, 'user_reopen'],
      ],
      waited: 390,
      reply: 60,
      resolution: 850,
    },
    {
      name: 'it is rated after it was resolved',
      events: [
        [100, 'resolve'],
        [200, 'rate'],
      ],
      waited: 100,
      reply: 60,
      resolution: 240,
      stands: true,
    },
    {
      name: 'two replicas disagree about the time',
      events: [
        [30, 'staff_reply'],
        [29, 'user_message'],
      ],
      waited: 1000,
      reply: 60,
      resolution: 240,
    },
  ])('when $name, then follow', ({ events, waited, reply, resolution, stands = false }) => {
    const { clocks, due } = play(events);
    expect(waitedMs(clocks, at(1000)) / MINUTE).toBe(waited);
    expect(due).toEqual({ firstReplyDueAt: at(reply), resolutionDueAt: at(resolution) });
    expect(clocks.stoppedAt !== null).toBe(stands);
  });

  test('when the target changes, then what is due does, but not whether the first reply was in time', () => {
    const open = play([]);
    const urgent = { firstReply: 5, resolution: 20 };
    expect(dueOf(open.clocks, urgent, open.due)).toEqual({
      firstReplyDueAt: at(5),
      resolutionDueAt: at(20),
    });
    const answered = play([[30, 'staff_reply']]);
    expect(dueOf(answered.clocks, urgent, answered.due)).toEqual({
      firstReplyDueAt: at(60),
      resolutionDueAt: at(20),
    });
  });
});

describe('the clocks of two tickets that become one', () => {
  const opened = (minute: number): Clocks => startClocks(at(minute));
  const repliedAt = (clocks: Clocks, minute: number): Clocks =>
    turnClocks(clocks, { at: at(minute), runs: false, isReply: true });

  test('when one has waited longer, then its time goes on, whichever stays', () => {
    const [older, newer] = [opened(0), opened(50)];
    for (const joined of [joinClocks(older, newer, at(60)), joinClocks(newer, older, at(60))])
      expect(waitedMs(joined, at(60)) / MINUTE).toBe(60);
  });

  test('when the older one stood for long, then the newer one’s time goes on', () => {
    const older = repliedAt(opened(0), 5);
    expect(waitedMs(joinClocks(older, opened(50), at(100)), at(100)) / MINUTE).toBe(50);
  });

  test('when both were answered, then the earlier answer is the first', () => {
    const joined = joinClocks(repliedAt(opened(0), 30), repliedAt(opened(10), 20), at(60));
    expect(joined.firstReplyAt).toEqual(at(20));
  });

  test('when one waits for its first reply, then so does the joined one, whatever was said in the other', () => {
    expect(joinClocks(opened(0), repliedAt(opened(10), 20), at(60)).firstReplyAt).toBeNull();
    expect(joinClocks(repliedAt(opened(10), 20), opened(0), at(60)).firstReplyAt).toBeNull();
    expect(joinClocks(opened(0), opened(10), at(60)).firstReplyAt).toBeNull();
  });

  test('when one ended without a reply, then the reply of the other is the first one', () => {
    const ended = turnClocks(opened(0), { at: at(5), runs: false });
    expect(joinClocks(ended, repliedAt(opened(10), 20), at(60)).firstReplyAt).toEqual(at(20));
  });
});

import { expect, test } from 'vitest';
import { countForgotten, noteDeskSeen, openTicket, takeTicket } from '../../src/support/index.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();

test('a ticket, when nobody takes it and nobody has the desk open, then it counts as forgotten after a while', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  expect(await countForgotten(context)).toBe(0);
  context.clock.advance(20 * 60_000);
  expect(await countForgotten(context)).toBe(1);

  await noteDeskSeen(context);
  expect(await countForgotten(context)).toBe(0);
  await context.redis.flushdb();
  await takeTicket(context, { ticketId: id, staffId: agent });
  expect(await countForgotten(context)).toBe(0);
});

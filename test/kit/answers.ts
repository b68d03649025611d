import { recordDelivery, recordTry, type Outcome } from '../../src/notifications/index.ts';
import { followAnswers } from '../../src/support/index.ts';
import type { TestContext } from './testContext.ts';

/** Reports the result of the latest answer of a ticket. */
export async function tellOutcome(
  context: TestContext,
  ticketId: string,
  outcome: Omit<Outcome, 'notificationId'>,
): Promise<void> {
  const notificationId = await latestAnswer(context, ticketId);
  await recordDelivery(context, { ...outcome, notificationId }, followAnswers(context));
}

/** Reports that the latest answer did not arrive and will be sent again in a moment. */
export async function tellTry(context: TestContext, ticketId: string, error: string): Promise<void> {
  const nextAt = new Date(context.clock.now().getTime() + 2000);
  const notificationId = await latestAnswer(context, ticketId);
  await recordTry(context, { notificationId, error, nextAt }, followAnswers(context));
}

async function latestAnswer(context: TestContext, ticketId: string): Promise<string> {
  const row = await context.testDb.owner.one<{ id: string }>(
    `SELECT id FROM notifications WHERE subject_id = $1 AND kind = 'ticket_reply' ORDER BY created_at DESC, id DESC LIMIT 1`,
    [ticketId],
  );
  return row?.id ?? '';
}

/** Acts as if the bot had delivered every answer of a ticket that is on its way. */
export async function deliverAll(context: TestContext, ticketId: string): Promise<void> {
  const { rows } = await context.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE subject_id = $1 AND kind = 'ticket_reply' AND state = 'queued' ORDER BY created_at, id`,
    [ticketId],
  );
  for (const { id } of rows)
    await recordDelivery(context, { notificationId: id, state: 'sent' }, followAnswers(context));
}

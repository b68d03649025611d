import type { Context } from '../../src/platform/index.ts';
import { seedDeliveries } from './deliveries.ts';
import { seedOrders } from './orders.ts';
import { reviewLast, seedPeople } from './people.ts';
import { seedReview } from './review.ts';
import { seedTreasury } from './treasury.ts';
import { DEMO_STAFF, seedStaff, type DemoStaff } from './staff.ts';
import { isSeeded, seedLastTicket, seedTickets } from './tickets.ts';

export type { DemoStaff } from './staff.ts';

/**
 * Fills a sandbox with staff of every role, users, orders in every state, deliveries and tickets, through the same use cases as in a
 * real shop. A repeat adds nothing, also after an interruption. Returns the log-ins.
 * Throws outside the sandbox, because everybody knows these log-ins.
 */
export async function seedDemo(context: Context): Promise<DemoStaff[]> {
  if (!context.config.sandbox) throw new Error('demo data may be created only in the sandbox');
  const staff = await seedStaff(context);
  if (!(await isSeeded(context))) {
    const users = await seedPeople(context);
    const userIds = users.map(({ id }) => id);
    const orders = await seedOrders(context, userIds);
    await seedDeliveries(context, userIds, staff);
    await reviewLast(context, users);
    const seed = { context, userIds, orders, agent: staff.support };
    await seedTickets(seed);
    await seedReview({ context, userIds, orders, staff });
    await seedTreasury(context, staff);
    await ageMessages(context, userIds);
    // This marks everything as done, so an interrupted seeding goes on at the next start. Its own messages are made old too.
    await seedLastTicket(seed);
    await ageMessages(context, userIds);
  }
  return [...DEMO_STAFF];
}

/**
 * The demo's users appear on the chat page when all of this is old. So messages to them count as sent, and their jobs as
 * done. The imitation of the provider never saw their invoices. Without its name for them no sweep looks for them there.
 */
async function ageMessages(context: Context, userIds: readonly bigint[]): Promise<void> {
  await context.db.tx(async (tx) => {
    await tx.query(
      `UPDATE notifications SET state = 'sent', sent_at = now() WHERE user_id = ANY($1::bigint[]) AND state = 'queued'`,
      [userIds],
    );
    await tx.query(
      `UPDATE outbox SET done_at = now() WHERE done_at IS NULL AND job = 'notification.send'
         AND payload ->> 'notificationId' IN (SELECT id::text FROM notifications WHERE user_id = ANY($1::bigint[]))`,
      [userIds],
    );
    await tx.query(
      `UPDATE invoices SET provider_uuid = NULL WHERE order_id IN (SELECT id FROM orders WHERE user_id = ANY($1::bigint[]))`,
      [userIds],
    );
  });
}

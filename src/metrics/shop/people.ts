import { countSetAside } from '../../notifications/index.ts';
import { countUnattended, readOwed } from '../../support/index.ts';
import { byLabel, figure, type Reading } from '../reading.ts';

const WAITING_TICKETS = ['open', 'waiting_user'] as const;
const MODES = ['live', 'shadow'] as const;

/** What waits for people, or for an answer to them. */
export const PEOPLE_READINGS: readonly Reading[] = [
  {
    families: [
      {
        name: 'starboard_tickets',
        help: 'Tickets that go on, by state',
        labels: { status: WAITING_TICKETS },
      },
      { name: 'starboard_tickets_unattended', help: 'Tickets that wait for the shop and have no owner' },
      { name: 'starboard_tickets_overdue', help: 'Tickets whose time to answer or to resolve has passed' },
      { name: 'starboard_ticket_late_seconds', help: 'How late the most overdue ticket is' },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ status: string; n: number }>(
        'SELECT status, count(*)::integer AS n FROM tickets WHERE status = ANY($1) GROUP BY status',
        [WAITING_TICKETS],
      );
      const overdue = await db.one<{ n: number; late: number }>(
        `SELECT count(*)::integer AS n, coalesce(extract(epoch FROM now() - min(due_at)), 0)::integer AS late
         FROM tickets WHERE due_at < now()`,
      );
      return {
        starboard_tickets: byLabel('status', WAITING_TICKETS, { rows, of: ({ status }) => status }),
        starboard_tickets_unattended: figure(await countUnattended(db)),
        starboard_tickets_overdue: figure(overdue?.n ?? 0),
        starboard_ticket_late_seconds: figure(overdue?.late ?? 0),
      };
    },
  },
  {
    families: [
      { name: 'starboard_messages_queued', help: 'Messages of the bot that are not sent yet' },
      {
        name: 'starboard_message_oldest_seconds',
        help: 'Age of the oldest message of the bot that is not sent yet',
      },
      {
        name: 'starboard_messages_set_aside',
        help: 'Messages of the last day that failed for one chat alone',
      },
      { name: 'starboard_answers_set_aside', help: 'Answers to updates that failed for one chat alone' },
      {
        name: 'starboard_answer_oldest_seconds',
        help: 'How long the person has waited who waits longest for an answer',
      },
    ],
    read: async ({ app }) => {
      const queued = await app.db.one<{ n: number; oldest: number }>(
        `SELECT count(*)::integer AS n, coalesce(extract(epoch FROM now() - min(created_at)), 0)::integer AS oldest
         FROM notifications WHERE state = 'queued'`,
      );
      const { setAside, oldest } = await readOwed(app);
      return {
        starboard_messages_queued: figure(queued?.n ?? 0),
        starboard_message_oldest_seconds: figure(queued?.oldest ?? 0),
        starboard_messages_set_aside: figure(await countSetAside(app)),
        starboard_answers_set_aside: figure(setAside),
        starboard_answer_oldest_seconds: figure(oldest),
      };
    },
  },
  {
    families: [
      { name: 'starboard_fraud_flags_open', help: 'Open flags of fraud rules', labels: { mode: MODES } },
      { name: 'starboard_proposals_waiting', help: 'Changes that wait for a second person' },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ mode: string; n: number }>(
        `SELECT mode, count(*)::integer AS n FROM fraud_flags WHERE status = 'open' GROUP BY mode`,
      );
      const waiting = await db.one<{ n: number }>(
        `SELECT count(*)::integer AS n FROM proposals WHERE status = 'waiting'`,
      );
      return {
        starboard_fraud_flags_open: byLabel('mode', MODES, { rows, of: ({ mode }) => mode }),
        starboard_proposals_waiting: figure(waiting?.n ?? 0),
      };
    },
  },
];

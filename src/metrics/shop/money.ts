import { deliveryFigures, OPEN_DELIVERIES } from '../../delivery/index.ts';
import { PROVIDER_STATUSES } from '../../payments/index.ts';
import { OPEN_REFUND_STATUSES } from '../../refunds/index.ts';
import { ORDER_KINDS, ORDER_STATUSES } from '../../shop/index.ts';
import { byLabel, figure, type Reading, type Value } from '../reading.ts';

/** Orders that money may still come for, or whose invoice is being made. */
const OPEN_ORDERS = ['created', 'awaiting_payment', 'held'] as const;

/** Orders and payments. All rows are found by an index: the open ones by their state, the new ones by their time. */
export const MONEY_READINGS: readonly Reading[] = [
  {
    families: [
      { name: 'starboard_orders_open', help: 'Orders that are not decided', labels: { status: OPEN_ORDERS } },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ status: string; n: number }>(
        'SELECT status, count(*)::integer AS n FROM orders WHERE status = ANY($1) GROUP BY status',
        [OPEN_ORDERS],
      );
      return { starboard_orders_open: byLabel('status', OPEN_ORDERS, { rows, of: ({ status }) => status }) };
    },
  },
  {
    families: [
      {
        name: 'starboard_orders_last_hour',
        help: 'Orders of the last hour, by kind and present state',
        labels: { kind: ORDER_KINDS, status: ORDER_STATUSES },
      },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ kind: string; status: string; n: number }>(
        `SELECT kind, status, count(*)::integer AS n FROM orders
         WHERE created_at > now() - interval '1 hour' GROUP BY kind, status`,
      );
      return { starboard_orders_last_hour: rows.map(({ kind, status, n }): Value => [{ kind, status }, n]) };
    },
  },
  {
    families: [
      {
        name: 'starboard_payments_last_hour',
        help: 'Invoices of the last hour, by what the provider says now',
        labels: { status: ['creating', ...Object.keys(PROVIDER_STATUSES)] },
      },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ status: string; n: number }>(
        `SELECT status, count(*)::integer AS n FROM invoices
         WHERE created_at > now() - interval '1 hour' GROUP BY status`,
      );
      return { starboard_payments_last_hour: rows.map(({ status, n }): Value => [{ status }, n]) };
    },
  },
  {
    families: [
      { name: 'starboard_invoices_watched', help: 'Invoices that we still ask the provider about' },
      {
        name: 'starboard_invoice_check_late_seconds',
        help: 'How late we are to ask the provider about an invoice, at most',
      },
    ],
    read: async ({ app: { db } }) => {
      const row = await db.one<{ n: number; late: number }>(
        `SELECT count(*)::integer AS n, greatest(0, extract(epoch FROM now() - min(next_check_at)))::integer AS late
         FROM invoices WHERE next_check_at IS NOT NULL`,
      );
      return {
        starboard_invoices_watched: figure(row?.n ?? 0),
        starboard_invoice_check_late_seconds: figure(row?.late ?? 0),
      };
    },
  },
  {
    families: [
      {
        name: 'starboard_breaks_open',
        help: 'Differences with the provider or a supplier',
        labels: { class: /^[a-z_]{1,40}$/ },
      },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ class: string; n: number }>(
        `SELECT class, count(*)::integer AS n FROM breaks WHERE status = 'open' GROUP BY class`,
      );
      return { starboard_breaks_open: rows.map(({ class: kind, n }): Value => [{ class: kind }, n]) };
    },
  },
  {
    families: [
      {
        name: 'starboard_refunds_open',
        help: 'Refunds that are not over',
        labels: { status: OPEN_REFUND_STATUSES },
      },
      { name: 'starboard_refunds_need_person', help: 'Refunds that wait for a decision' },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ status: string; n: number }>(
        'SELECT status, count(*)::integer AS n FROM refunds WHERE status = ANY($1) GROUP BY status',
        [OPEN_REFUND_STATUSES],
      );
      const person = await db.one<{ n: number }>(
        'SELECT count(*)::integer AS n FROM refunds WHERE needs_person',
      );
      return {
        starboard_refunds_open: byLabel('status', OPEN_REFUND_STATUSES, { rows, of: ({ status }) => status }),
        starboard_refunds_need_person: figure(person?.n ?? 0),
      };
    },
  },
  {
    families: [
      {
        name: 'starboard_deliveries_open',
        help: 'Deliveries of stars that are not over, by state',
        labels: { status: OPEN_DELIVERIES },
      },
      { name: 'starboard_deliveries_need_person', help: 'Deliveries of stars that wait for a decision' },
      {
        name: 'starboard_delivery_oldest_seconds',
        help: 'Age of the oldest delivery that waits for no person',
      },
    ],
    read: async ({ app }) => {
      const { open, needPerson, oldest } = await deliveryFigures(app);
      return {
        starboard_deliveries_open: OPEN_DELIVERIES.map((status): Value => [{ status }, open[status] ?? 0]),
        starboard_deliveries_need_person: figure(needPerson),
        starboard_delivery_oldest_seconds: figure(oldest),
      };
    },
  },
];

import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { readPayments, type Payment } from './payments.ts';
import { rowOf, rowsOf } from './rows.ts';

const LATEST = 10;

/** A user with balances, last orders, refunds and tickets: each as far as the person may see it. */
export async function readUser(
  access: Access,
  id: string,
): Promise<{
  user: ShownRow;
  accounts: ShownRow[];
  orders: ShownRow[];
  tickets: ShownRow[];
  refunds: ShownRow[];
  adjustments: ShownRow[];
  payments: Payment[];
  mayOpen: boolean;
}> {
  const user = await rowOf(access, SOURCES.users, id);
  const filters = { user_id: id };
  const [accounts, orders, tickets, refunds, adjustments] = await Promise.all([
    rowsOf(access, SOURCES.ledger_accounts, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.orders, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.tickets, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.refunds, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.adjustments, { filters, limit: LATEST }),
  ]);
  const payments = await readPayments(access, orders);
  return {
    user,
    accounts,
    orders,
    tickets,
    refunds,
    adjustments,
    payments,
    mayOpen: access.ability.can('open', 'users'),
  };
}

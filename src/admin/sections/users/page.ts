import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { readPayments, type Payment } from './payments.ts';
import { rowOf, rowsOf } from '../../access/rows.ts';
import { DELIVERIES } from '../deliveries/source.ts';
import { LEDGER_ACCOUNTS } from '../ledger/source.ts';
import { ORDERS } from '../orders/source.ts';
import { ADJUSTMENTS, REFUNDS } from '../refunds/source.ts';
import { TICKETS } from '../tickets/source.ts';
import { USERS } from './source.ts';

const LATEST = 10;

/** A user with balances, last orders, refunds and tickets. Each part is limited to what the person may see. */
export interface UserView {
  readonly user: ShownRow;
  readonly accounts: readonly ShownRow[];
  readonly orders: readonly ShownRow[];
  readonly deliveries: readonly ShownRow[];
  readonly tickets: readonly ShownRow[];
  readonly refunds: readonly ShownRow[];
  readonly adjustments: readonly ShownRow[];
  readonly payments: readonly Payment[];
  /** Whether the person may see the user's personal data. */
  readonly mayOpen: boolean;
}

export async function readUser(access: Access, id: string): Promise<UserView> {
  const user = await rowOf(access, USERS, id);
  const filters = { user_id: id };
  const [accounts, orders, deliveries, tickets, refunds, adjustments] = await Promise.all([
    rowsOf(access, LEDGER_ACCOUNTS, { filters, limit: LATEST }),
    rowsOf(access, ORDERS, { filters, limit: LATEST }),
    rowsOf(access, DELIVERIES, { filters, limit: LATEST }),
    rowsOf(access, TICKETS, { filters, limit: LATEST }),
    rowsOf(access, REFUNDS, { filters, limit: LATEST }),
    rowsOf(access, ADJUSTMENTS, { filters, limit: LATEST }),
  ]);
  const payments = await readPayments(access, orders);
  return {
    user,
    accounts,
    orders,
    deliveries,
    tickets,
    refunds,
    adjustments,
    payments,
    mayOpen: access.ability.can('open', 'users'),
  };
}

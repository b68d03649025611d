import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { rowOf, rowsOf } from './rows.ts';

const LATEST = 10;

/** A user with balances, last orders and tickets: each as far as the person may see it. */
export async function readUser(
  access: Access,
  id: string,
): Promise<{
  user: ShownRow;
  accounts: ShownRow[];
  orders: ShownRow[];
  tickets: ShownRow[];
  mayOpen: boolean;
}> {
  const user = await rowOf(access, SOURCES.users, id);
  const filters = { user_id: id };
  const [accounts, orders, tickets] = await Promise.all([
    rowsOf(access, SOURCES.ledger_accounts, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.orders, { filters, limit: LATEST }),
    rowsOf(access, SOURCES.tickets, { filters, limit: LATEST }),
  ]);
  return { user, accounts, orders, tickets, mayOpen: access.ability.can('open', 'users') };
}

import { HOUSE_ACCOUNTS, JOURNAL_KINDS, USER_ACCOUNTS } from '../../ledger/index.ts';
import { bigint, boolean, choice, integer, money, ref, text, time, uuid, type Source } from './types.ts';

const KINDS = [...USER_ACCOUNTS, ...HOUSE_ACCOUNTS];

export const ledgerAccounts: Source = {
  id: 'ledger_accounts',
  subject: 'ledger',
  from: '(SELECT b.*, a.name, a.opened_at FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id)',
  idColumn: 'account_id',
  // Accounts of users first: those of the house have parts, and the trial balance leads to them.
  sort: { by: 'account_id', direction: 'asc' },
  columns: [
    bigint('account_id', { sortable: true }),
    text('name'),
    choice('kind', KINDS),
    ref('user_id', 'users'),
    text('asset'),
    money('balance'),
    bigint('seq'),
    boolean('frozen'),
    integer('shard'),
    time('opened_at'),
  ],
};

export const ledgerJournals: Source = {
  id: 'ledger_journals',
  subject: 'ledger',
  from: 'ledger.journals',
  idColumn: 'journal_id',
  sort: { by: 'position', direction: 'desc' },
  columns: [
    uuid('journal_id'),
    bigint('position', { sortable: true }),
    time('recorded_at', { sortable: true, sortSql: 't.position' }),
    choice('kind', JOURNAL_KINDS),
    text('reason', { match: 'none' }),
    text('actor'),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    uuid('refund_id'),
    ref('ticket_id', 'tickets', 'uuid'),
    ref('original_id', 'ledger_journals', 'uuid'),
    time('effective_at'),
    text('correlation'),
  ],
};

/** Entries have no key of one column: `account:sequence` names one. */
export const ledgerEntries: Source = {
  id: 'ledger_entries',
  subject: 'ledger',
  from: `(SELECT e.*, e.position || ':' || e.side AS id, a.name AS account, a.asset, o.name AS other_account
    FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id JOIN ledger.accounts o ON o.id = e.other_account_id)`,
  idColumn: 'id',
  sort: { by: 'position', direction: 'desc' },
  columns: [
    text('id'),
    bigint('position', { sortable: true }),
    time('recorded_at', { sortable: true, sortSql: 't.position' }),
    ref('account_id', 'ledger_accounts'),
    text('account'),
    choice('side', ['debit', 'credit']),
    money('amount'),
    money('balance_after'),
    text('asset'),
    text('other_account'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    integer('line'),
    bigint('seq'),
  ],
};

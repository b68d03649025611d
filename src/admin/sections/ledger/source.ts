import {
  bigint,
  boolean,
  choice,
  integer,
  money,
  ref,
  source,
  text,
  time,
  uuid,
} from '../../access/source.ts';
import { ACCOUNT_KINDS } from '../../words/ledger.ts';
import { JOURNALS, SIDES } from './texts.ts';

/**
 * An account of the house is kept in sixteen parts, so that payments do not wait for each other. People see one
 * account: the row of every part has the balance of the whole, and lists show only the first part. The number of an
 * account says where it belongs (`ledger.house_account`): the four bits from 16 up are the part.
 */
const PART = 16n;
const PARTS = 16n;
const ALL_PARTS = (PARTS - 1n) * PART;
const HOUSE = 1n << 62n;

/** The numbers of all parts of the account to which this one belongs. */
export function partsOf(account: string): string[] {
  const id = BigInt(account);
  if (id < HOUSE) return [account];
  const first = id & ~ALL_PARTS;
  return Array.from({ length: Number(PARTS) }, (_, part) => (first + BigInt(part) * PART).toString());
}

export const LEDGER_ACCOUNTS = source({
  id: 'ledger_accounts',
  names: { many: ['Счета', 'Accounts'], one: ['Счёт', 'Account'] },
  subject: 'ledger',
  from: `(SELECT b.account_id, b.kind, b.user_id, b.asset, b.shard, a.name, a.opened_at,
      coalesce(h.balance, b.balance) AS balance, coalesce(h.entries, b.seq) AS seq, coalesce(h.frozen, b.frozen) AS frozen
    FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id
    LEFT JOIN LATERAL (
      SELECT sum(p.balance)::bigint AS balance, sum(p.seq)::bigint AS entries, bool_or(p.frozen) AS frozen FROM ledger.balances p
      WHERE p.account_id BETWEEN b.account_id & ~${ALL_PARTS}::bigint AND b.account_id | ${ALL_PARTS}::bigint
        AND p.account_id & ~${ALL_PARTS}::bigint = b.account_id & ~${ALL_PARTS}::bigint
    ) h ON b.user_id IS NULL)`,
  listed: '(t.user_id IS NOT NULL OR t.shard = 0)',
  idColumn: 'account_id',
  // Accounts of users come first. The house has few accounts, and the trial balance leads to them.
  sort: { by: 'account_id', direction: 'asc' },
  columns: [
    bigint('account_id', { sortable: true, sameAs: partsOf }),
    text('name', ['Счёт', 'Account'], { says: 'account' }),
    choice('kind', ACCOUNT_KINDS),
    ref('user_id', 'users'),
    text('asset'),
    money('balance', ['Остаток', 'Balance']),
    bigint('seq'),
    boolean('frozen', ['Заморожен', 'Frozen']),
    time('opened_at'),
  ],
});

export const LEDGER_JOURNALS = source({
  id: 'ledger_journals',
  names: { many: ['Проводки', 'Journals'], one: ['Проводка', 'Journal'] },
  subject: 'ledger',
  from: 'ledger.journals',
  idColumn: 'journal_id',
  sort: { by: 'position', direction: 'desc' },
  columns: [
    uuid('journal_id'),
    bigint('position', ['Место в книге', 'Place in the ledger'], { sortable: true }),
    time('recorded_at', { sortable: true, sortSql: 't.position' }),
    choice('kind', JOURNALS),
    text('reason', { match: 'none', says: 'reason' }),
    text('actor', ['Кто', 'Actor'], { says: 'actor' }),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    uuid('refund_id', ['Возврат', 'Refund']),
    ref('ticket_id', 'tickets', 'uuid'),
    ref('original_id', 'ledger_journals', 'uuid'),
    time('effective_at', ['Считается с', 'Effective']),
    text('correlation', ['Код для поддержки, полный', 'Support code, whole']),
  ],
});

/** Entries have no key of one column, so `position:side` names an entry. */
export const LEDGER_ENTRIES = source({
  id: 'ledger_entries',
  names: { many: ['Движения', 'Entries'], one: ['Движение', 'Entry'] },
  subject: 'ledger',
  from: `(SELECT e.*, e.position || ':' || e.side AS id, a.name AS account, a.asset, o.name AS other_account
    FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id JOIN ledger.accounts o ON o.id = e.other_account_id)`,
  idColumn: 'id',
  sort: { by: 'position', direction: 'desc' },
  columns: [
    text('id'),
    bigint('position', ['Место в книге', 'Place in the ledger'], { sortable: true }),
    time('recorded_at', { sortable: true, sortSql: 't.position' }),
    { ...ref('account_id', 'ledger_accounts'), sameAs: partsOf },
    text('account', ['Счёт', 'Account'], { says: 'account' }),
    choice('side', ['Сторона', 'Side'], SIDES),
    money('amount'),
    money('balance_after', ['Остаток после', 'Balance after']),
    text('asset'),
    text('other_account', ['Второй счёт', 'Other account'], { says: 'account' }),
    bigint('other_account_id', ['Второй счёт, номер', 'Other account, number']),
    ref('journal_id', 'ledger_journals', 'uuid'),
    integer('line', ['Строка', 'Line']),
    bigint('seq', ['Номер на счёте', 'Number on the account']),
  ],
});

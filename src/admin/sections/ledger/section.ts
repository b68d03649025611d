import { readAccount } from './account.ts';
import { readJournal } from './journal.ts';
import { readTrialBalance } from './trialBalance.ts';
import { readVerify } from './verify.ts';
import { resource, type Section } from '../section.ts';
import { LEDGER_ACCOUNTS, LEDGER_JOURNALS, LEDGER_ENTRIES } from './source.ts';

/** Accounts, journals, entries, and the proof that they are complete. */
export const ledger: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'trialBalance',
      label: ['Оборотная ведомость', 'Trial balance'],
      menu: 'ledger',
      subject: 'ledger',
      icon: 'BarChart2',
      component: 'TrialBalance',
      read: readTrialBalance,
    },
    {
      name: 'verify',
      label: ['Проверка и выгрузка', 'Verify and export'],
      menu: 'ledger',
      subject: 'ledger',
      icon: 'CheckCircle',
      component: 'Verify',
      read: readVerify,
    },
  ],
  resources: [
    resource({
      source: LEDGER_ACCOUNTS,
      menu: 'ledger',
      icon: 'Briefcase',
      title: 'name',
      list: ['name', 'kind', 'user_id', 'asset', 'balance', 'seq', 'frozen'],
      filter: ['account_id', 'kind', 'user_id', 'asset', 'frozen'],
      page: { component: 'AccountPage', read: readAccount },
    }),
    resource({
      source: LEDGER_JOURNALS,
      menu: 'ledger',
      icon: 'BookOpen',
      title: 'journal_id',
      list: ['recorded_at', 'kind', 'reason', 'actor', 'order_id', 'journal_id'],
      filter: [
        'journal_id',
        'kind',
        'actor',
        'order_id',
        'invoice_id',
        'refund_id',
        'ticket_id',
        'recorded_at',
        'correlation',
      ],
      page: { component: 'JournalPage', read: readJournal },
    }),
    resource({
      source: LEDGER_ENTRIES,
      menu: 'ledger',
      icon: 'List',
      title: 'id',
      list: ['recorded_at', 'account', 'side', 'amount', 'balance_after', 'other_account', 'journal_id'],
      filter: ['account_id', 'account', 'side', 'journal_id', 'recorded_at'],
    }),
  ],
};

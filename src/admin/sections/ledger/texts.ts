import type { JournalKind } from '../../../ledger/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

/** Kinds of journals. */
export const JOURNALS: Readonly<Record<JournalKind, Pair>> = {
  topup: ['пополнение', 'top-up'],
  purchase: ['покупка', 'purchase'],
  balance_purchase: ['покупка с баланса', 'purchase from balance'],
  refund: ['возврат', 'refund'],
  adjustment: ['корректировка', 'adjustment'],
  hold: ['удержание', 'hold'],
  release: ['снятие удержания', 'release'],
  reversal: ['сторно', 'reversal'],
  capture: ['списание удержания', 'capture'],
  dispatch: ['звёзды отложены для доставки', 'stars set aside for delivery'],
  dispatch_return: ['звёзды вернулись на баланс', 'stars returned to the balance'],
  delivery: ['звёзды доставлены', 'stars delivered'],
  supply: ['расчёты с поставщиком', 'supplier money'],
  funding: ['перемещение средств', 'funding'],
};

export const SIDES = {
  debit: ['дебет', 'debit'],
  credit: ['кредит', 'credit'],
} as const satisfies Words;

/** Accounts, journals and the trial balance. */
export const TEXTS = {
  from: ['С', 'From'],
  to: ['По', 'To'],
  at: ['На момент', 'As of'],
  debit: ['Дебет', 'Debit'],
  credit: ['Кредит', 'Credit'],
  amount: ['Сумма', 'Amount'],
  total: ['Итого (должно быть 0)', 'Total (must be 0)'],
  balanced: ['Сходится', 'Balanced'],
  unbalanced: ['НЕ СХОДИТСЯ', 'NOT BALANCED'],
  users: ['Пользователи: {{kind}}', 'Users: {{kind}}'],
  facts: ['О проводке', 'About the journal'],
  lines: ['Строки проводки', 'Lines of the journal'],
  providerSaid: ['Платёжная система сообщила', 'The provider said'],
  linked: [
    'Проводки, которые её возвращают или отменяют',
    'Journals that refund, reverse, release or capture it',
  ],
  deliveries: ['Отправка звёзд', 'Delivery of stars'],
  releases: ['Кому отдаём и отдали', 'Releases to owners'],
  breaks: ['Расхождения, которые она закрыла', 'Breaks that it resolved'],
  statement: ['Выписка', 'Statement'],
  opening: ['Остаток на начало', 'Opening balance'],
  carried: ['Перенос с прошлой страницы', 'Carried from the last page'],
  closing: ['Остаток на конец', 'Closing balance'],
  noMoves: ['За это время движений не было', 'No movements in this period'],
  earlier: ['← Раньше', '← Earlier'],
  later: ['Дальше →', 'Later →'],
  madeOf: ['Из чего складывается остаток', 'What the balance is made of'],
  part: ['Часть', 'Part'],
} as const satisfies Record<string, Pair>;

/** The proof of the ledger, and the ledger as a download. */
export const VERIFY = {
  chain: ['Цепочка проводок', 'The chain of postings'],
  about: [
    'Проверка проходит всю книгу: каждую запись, каждый остаток и цепочку хешей. Она только читает и называет первую испорченную строку.',
    'The check walks the whole ledger: every entry, every balance and the chain of hashes. It only reads, and names the first broken row.',
  ],
  last: ['Последняя запись', 'Last entry'],
  sealed: ['Запечатано до', 'Sealed up to'],
  blocks: ['блоков: {{n}}', '{{n}} blocks'],
  run: ['Проверить', 'Verify'],
  good: ['Всё сходится', 'All is well'],
  bad: ['КНИГА ИСПОРЧЕНА', 'THE LEDGER IS BROKEN'],
  walked: ['блоков {{blocks}}, записей до {{transfers}}', '{{blocks}} blocks, entries up to {{transfers}}'],
  head: ['Последний хеш', 'Last hash'],
  closings: ['Закрытия дней', 'Closings of days'],
  closingsAbout: [
    'Эти хеши записаны и вне базы данных. Сравните: другой хеш значит, что книгу переписали.',
    'These hashes are written outside the database too. Compare: another hash means that the ledger was rewritten.',
  ],
  noClosings: ['Ни один день ещё не закрыт.', 'No day was closed yet.'],
  export: ['Выгрузка книги', 'Export of the ledger'],
} as const satisfies Record<string, Pair>;

import { bigint, choice, integer, money, source, text, time } from '../../access/source.ts';
import { PLACES } from './texts.ts';

/** What each place held, as it was read there. */
export const FLOAT_READINGS = source({
  id: 'float_readings',
  names: { many: ['Остатки вне магазина', 'Balances elsewhere'], one: ['Остаток', 'Balance'] },
  subject: 'treasury',
  from: 'float_readings',
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    choice('place', ['Где', 'Place'], PLACES),
    text('asset'),
    money('amount'),
    time('at'),
    time('seen_at', ['В последний раз', 'Seen last']),
  ],
});

/** What stars cost at suppliers, over time. */
export const SUPPLIER_QUOTES = source({
  id: 'supplier_quotes',
  names: {
    many: ['Цены поставщиков', 'Prices of suppliers'],
    one: ['Цена поставщика', 'Price of a supplier'],
  },
  subject: 'treasury',
  from: 'supplier_quotes',
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    text('supplier', ['Поставщик', 'Supplier']),
    integer('stars'),
    money('amount'),
    money('star_cost', ['За одну звезду', 'Per star'], { sql: 'ceil(t.amount::numeric / t.stars)::bigint' }),
    text('asset'),
    time('at'),
    time('good_until', ['Действует до', 'Good until']),
  ],
});

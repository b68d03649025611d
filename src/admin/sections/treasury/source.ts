import { bigint, choice, integer, money, source, text, time } from '../../access/source.ts';
import { PLACES, SUPPLIERS } from './texts.ts';

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
    time('at', ['Впервые прочитано', 'First read']),
    time('seen_at', ['Прочитано снова', 'Last read']),
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
    choice('supplier', ['Поставщик', 'Supplier'], SUPPLIERS),
    integer('stars'),
    money('amount'),
    money('star_cost', ['За одну звезду', 'Per star'], { sql: 'ceil(t.amount::numeric / t.stars)::bigint' }),
    text('asset'),
    time('at'),
    time('good_until', ['Действует до', 'Good until']),
  ],
});

import { bigint, choice, integer, money, ref, source, text, time } from '../../access/source.ts';
import { BOOKINGS, CAME_IN, ENDS, PLACES, SUPPLIERS } from './texts.ts';

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

const TON = { code: 'TON' };

/** What came in to our TON wallet, and how it is written down. */
export const TON_INCOMING = source({
  id: 'ton_incoming',
  names: {
    many: ['Переводы на наш кошелёк', 'Transfers to our wallet'],
    one: ['Перевод на наш кошелёк', 'Transfer to our wallet'],
  },
  subject: 'treasury',
  from: `(SELECT i.*, b.kind AS booked_as, b.delivery_id, b.remark AS proof, s.name AS booked_by, CASE WHEN b.key IS NOT NULL THEN 'booked'
      WHEN EXISTS (SELECT FROM proposals p WHERE p.kind = 'booking' AND p.status = 'waiting' AND p.subject = 'incoming:' || i.tx_hash)
      THEN 'waiting' ELSE 'open' END AS status
    FROM ton_incoming i LEFT JOIN treasury_bookings b ON b.tx_hash = i.tx_hash LEFT JOIN staff s ON s.id = b.booked_by)`,
  idColumn: 'tx_hash',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    text('tx_hash', ['Транзакция', 'Transaction']),
    time('at', { sortable: true, sortSql: 't.lt' }),
    choice('status', CAME_IN, { tones: { open: 'wait', waiting: 'wait', booked: 'good' } }),
    money('amount', { asset: TON }),
    text('from_address', ['От кого', 'From']),
    text('comment', ['Комментарий', 'Comment'], { match: 'contains' }),
    choice('booked_as', ['Записан как', 'Booked as'], BOOKINGS),
    ref('delivery_id', ['Отправка', 'Delivery'], 'deliveries'),
    text('proof', ['Чем подтверждено', 'Proof'], { match: 'none', says: 'reason' }),
    text('booked_by', ['Кто записал', 'Booked by']),
  ],
});

/** What was written down about money elsewhere, by rule or by people. */
export const TREASURY_BOOKINGS = source({
  id: 'treasury_bookings',
  names: {
    many: ['Записи казначейства', 'Bookings of the treasury'],
    one: ['Запись казначейства', 'Booking of the treasury'],
  },
  subject: 'treasury',
  from: `(SELECT b.*, s.name AS booked_by_name, a.name AS approver FROM treasury_bookings b
    LEFT JOIN staff s ON s.id = b.booked_by LEFT JOIN staff a ON a.id = b.approved_by)`,
  idColumn: 'key',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    text('key', ['Ключ', 'Key']),
    time('created_at', { sortable: true }),
    choice('kind', BOOKINGS),
    choice('from_place', ['Откуда', 'From'], ENDS),
    choice('to_place', ['Куда', 'To'], ENDS),
    money('amount'),
    text('asset'),
    text('tx_hash', ['Транзакция', 'Transaction']),
    ref('delivery_id', ['Отправка', 'Delivery'], 'deliveries'),
    text('proof', ['Чем подтверждено', 'Proof'], { sql: 't.remark', match: 'contains', says: 'reason' }),
    text('booked_by_name', ['Кто записал', 'Booked by']),
    text('approver'),
  ],
});

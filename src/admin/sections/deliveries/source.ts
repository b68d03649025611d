import { FREE_SQL } from '../../../delivery/index.ts';
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
import { AGES } from '../breaks/texts.ts';
import {
  BY_HAND,
  CALLS,
  CHECKS,
  ERRORS,
  ORDER_STATES,
  OUTCOMES,
  REVIEWS,
  STATUSES,
  SUPPLIERS,
} from './texts.ts';

const COST = { asset: { column: 'cost_asset' } } as const;

/** Colours that differ from those of the same words in other places. A delivery that is over needs no attention. */
const TONES = {
  requested: 'plain',
  reserved: 'info',
  submitted: 'wait',
  confirmed: 'good',
  failed: 'plain',
  uncertain: 'bad',
} as const;

/**
 * Text between us and the supplier, of a row `t` with its recipient. The recipient in it is masked as everywhere. A report of
 * no delivery has a recipient that we do not know: there the name is masked where suppliers write it.
 */
const withoutRecipient = (text: string): string =>
  `CASE WHEN t.recipient IS NULL
    THEN regexp_replace(${text}, '("(?:recipient_)?username"\\s*:\\s*"[^"]{0,2})[^"]*', '\\1•••', 'gi')
    ELSE regexp_replace(${text}, '\\m' || t.recipient || '\\M', left(t.recipient, 2) || '•••', 'gi') END`;

/**
 * Names of recipients are personal data. They are masked, as those of users are. A person who asks sees them, and that
 * is logged.
 */
export const DELIVERIES = source({
  id: 'deliveries',
  names: { many: ['Отправки звёзд', 'Deliveries'], one: ['Отправка звёзд', 'Delivery'] },
  subject: 'deliveries',
  from: `(SELECT d.*, c.name AS claimer, s.name AS sender, f.name AS confirmer,
      CASE WHEN d.status IN ('reserved', 'submitted', 'uncertain') THEN age_of(d.created_at) END AS age,
      CASE WHEN d.status = 'reserved' AND d.review_since IS NULL AND ${FREE_SQL} THEN 'waiting'
        WHEN d.status = 'submitted' AND d.supplier = 'manual'
          THEN CASE WHEN d.sent_by IS NULL THEN 'in_hand' ELSE 'second' END END AS by_hand
    FROM deliveries d LEFT JOIN staff c ON c.id = d.claimed_by LEFT JOIN staff s ON s.id = d.sent_by
    LEFT JOIN staff f ON f.id = d.confirmed_by)`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    choice('status', STATUSES, { tones: TONES }),
    choice('age', AGES),
    boolean('needs_person'),
    choice('by_hand', ['Вручную', 'By hand'], BY_HAND),
    integer('stars'),
    text('sent_to', ['Кому', 'To'], {
      sql: `CASE WHEN t.recipient IS NOT NULL THEN '@' || left(t.recipient, 2) || '•••' END`,
      match: 'none',
    }),
    text('recipient', ['Получатель (полностью)', 'Recipient (in full)'], {
      needs: 'open',
      typed: (name) => name.trim().replace(/^@/, '').toLowerCase(),
    }),
    text('recipient_name', ['Имя получателя', 'Name of the recipient'], { needs: 'open', match: 'none' }),
    text('note', ['Пожелание покупателя', 'Note of the buyer'], { needs: 'open', match: 'none' }),
    boolean('is_self', ['Себе', 'To oneself']),
    choice('checked', ['Получатель проверен', 'Recipient checked'], CHECKS),
    time('checked_at', ['Когда проверен', 'Checked at']),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    choice('supplier', ['Как отправляем', 'How it is sent'], SUPPLIERS),
    integer('attempt', ['Попытка', 'Attempt']),
    text('supplier_key', ['Наш ключ попытки', 'Our key of the attempt']),
    text('supplier_ref', ['Заказ у поставщика', 'Order at the supplier']),
    text('supplier_status', ['Последнее слово поставщика', 'Last word of the supplier']),
    time('asked_at', ['Заказано', 'Ordered']),
    time('accepted_at', ['Принято', 'Accepted']),
    time('looked_at', ['Спросили', 'Asked about']),
    text('body', ['Что отправлено поставщику', 'What the supplier was sent'], {
      sql: withoutRecipient('t.body'),
      match: 'none',
    }),
    time('review_since', ['На проверке с', 'Under review since']),
    text('review_reason', ['Почему на проверке', 'Why under review'], { words: REVIEWS }),
    bigint('claimed_by', ['Взял (номер)', 'Taken by (id)']),
    text('claimer', ['Взял', 'Taken by'], { match: 'contains', says: 'person' }),
    time('claimed_at', ['Когда взята', 'Taken at']),
    bigint('sent_by', ['Отправил (номер)', 'Sent by (id)']),
    text('sender', ['Отправил', 'Sent by'], { match: 'contains', says: 'person' }),
    boolean('needs_second', ['Нужен второй человек', 'Needs a second person']),
    bigint('confirmed_by', ['Проверил (номер)', 'Checked by (id)']),
    text('confirmer', ['Проверил', 'Checked by'], { match: 'contains', says: 'person' }),
    money('sold_for', ['Продано за', 'Sold for'], { asset: { code: '' } }),
    money('max_cost', ['Предел цены', 'Highest price'], COST),
    money('cost', ['Цена поставщика', 'Price of the supplier'], COST),
    text('cost_asset', ['Валюта цены', 'Asset of the price']),
    time('paid_at', ['Поставщику оплачено', 'Supplier paid']),
    text('proof', ['Подтверждение', 'Proof']),
    text('return_proof', ['Подтверждение возврата денег', 'Proof of the money’s return']),
    integer('failures'),
    time('next_try_at'),
    text('error', { words: ERRORS }),
    time('contradicted_at', ['Поставщик возразил', 'Contradicted by the supplier']),
    text('remark', { match: 'none' }),
    ref('hold_journal_id', ['Проводка: отложено', 'Journal: set aside'], 'ledger_journals', 'uuid'),
    ref('end_journal_id', ['Проводка: конец', 'Journal: end'], 'ledger_journals', 'uuid'),
    time('updated_at'),
    text('correlation_id', { match: 'prefix' }),
  ],
});

export const DELIVERY_EVENTS = source({
  id: 'delivery_events',
  names: { many: ['Шаги отправок', 'Steps of deliveries'], one: ['Шаг отправки', 'Step of a delivery'] },
  subject: 'deliveries',
  from: `(SELECT e.*, s.name AS staff_name FROM delivery_events e LEFT JOIN staff s ON e.actor = 'staff:' || s.id)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    ref('delivery_id', ['Отправка', 'Delivery'], 'deliveries', 'uuid'),
    time('at'),
    choice('to_status', ['Стала', 'Became'], STATUSES, { tones: TONES }),
    text('actor', ['Кто', 'Actor'], { says: 'actor' }),
    text('staff_name', { says: 'person' }),
    text('error', { words: ERRORS }),
    text('remark', ['Замечание', 'Remark'], { match: 'none' }),
  ],
});

/** The suppliers' answers, exactly as they came except for the recipient. */
export const DELIVERY_ANSWERS = source({
  id: 'delivery_answers',
  names: {
    many: ['Ответы поставщиков', 'Answers of suppliers'],
    one: ['Ответ поставщика', 'Answer of a supplier'],
  },
  subject: 'deliveries',
  from: `(SELECT a.*, d.recipient FROM delivery_answers a JOIN deliveries d ON d.id = a.delivery_id)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    ref('delivery_id', ['Отправка', 'Delivery'], 'deliveries', 'uuid'),
    time('at'),
    choice('supplier', ['Поставщик', 'Supplier'], SUPPLIERS),
    choice('call', ['Что делали', 'Call'], CALLS),
    text('outcome', ['Итог', 'Outcome'], { words: OUTCOMES }),
    text('raw', ['Ответ дословно', 'Answer as it came'], {
      sql: withoutRecipient('t.raw'),
      match: 'none',
    }),
  ],
});

/** Signed reports of suppliers. Each has the delivery of its order, or none if the order is not known here. */
export const SUPPLIER_EVENTS = source({
  id: 'supplier_events',
  names: {
    many: ['Сообщения поставщиков', 'Reports of suppliers'],
    one: ['Сообщение поставщика', 'Report of a supplier'],
  },
  subject: 'deliveries',
  from: `(SELECT e.*, d.id AS delivery_id, d.id IS NULL AS is_unclaimed, d.recipient FROM supplier_events e
    LEFT JOIN deliveries d ON d.supplier = e.supplier AND d.supplier_ref = e.ref)`,
  idColumn: 'id',
  sort: { by: 'received_at', direction: 'desc' },
  columns: [
    uuid('id'),
    choice('supplier', ['Поставщик', 'Supplier'], SUPPLIERS),
    text('ref', ['Заказ у поставщика', 'Order at the supplier']),
    choice('state', ['Что с заказом', 'State of the order'], ORDER_STATES),
    text('status', ['Слово поставщика', 'The supplier’s word']),
    time('received_at', ['Получено', 'Received']),
    time('applied_at', ['Обработано', 'Processed']),
    ref('delivery_id', ['Отправка', 'Delivery'], 'deliveries', 'uuid'),
    boolean('is_unclaimed', ['Ничьё', 'Unclaimed']),
    text('body', { sql: withoutRecipient('t.body'), match: 'none' }),
  ],
});

import { bigint, boolean, choice, integer, money, ref, source, text, time } from '../../access/source.ts';
import { PROMO_KIND, STANDING, USE_STATE } from './texts.ts';

/** A code counts in coins or in stars. */
const UNIT = `CASE WHEN c.kind = 'stars' THEN 'STAR' ELSE c.asset END AS unit`;
const IN_UNIT = { asset: { column: 'unit' } } as const;

export const PROMO_CODES = source({
  id: 'promo_codes',
  names: { many: ['Промокоды', 'Promo codes'], one: ['Промокод', 'Promo code'] },
  subject: 'promo_codes',
  from: `(SELECT c.*, ${UNIT}, CASE WHEN c.kind = 'percent' THEN c.value END AS percent,
    CASE WHEN c.kind <> 'percent' THEN c.value END AS gives, array_to_string(c.packages, ', ') AS sizes FROM promo_figures c)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    text('code', ['Код', 'Code'], { match: 'prefix' }),
    choice('standing', ['Состояние', 'State'], STANDING),
    choice('kind', PROMO_KIND),
    bigint('percent', ['Процент', 'Percent']),
    money('gives', ['Сколько', 'How much'], IN_UNIT),
    bigint('used', ['Применён, раз', 'Times used']),
    bigint('held', ['Ждут оплаты', 'Waiting for payment']),
    bigint('buyers', ['Покупателей', 'Buyers']),
    money('cost', ['Стоил', 'Cost so far'], IN_UNIT),
    money('budget', ['Бюджет', 'Budget'], IN_UNIT),
    money('budget_left', ['Осталось', 'Left'], IN_UNIT),
    text('unit', ['В чём считаем', 'Counted in'], { match: 'none' }),
    integer('max_uses', ['Всего применений', 'Uses in all'], { empty: ['без предела', 'no limit'] }),
    integer('max_per_user', ['На одного', 'Per user']),
    boolean('first_only', ['Только первая покупка', 'First purchase only']),
    text('sizes', ['Пакеты, звёзд', 'Packages, stars'], { match: 'none', empty: ['все', 'all'] }),
    time('valid_from'),
    time('valid_until'),
    text('note', { match: 'contains' }),
    text('author'),
    text('approver'),
    time('created_at'),
  ],
});

export const PROMO_USES = source({
  id: 'promo_uses',
  names: { many: ['Применения промокодов', 'Uses of promo codes'], one: ['Применение', 'Use'] },
  subject: 'promo_codes',
  from: `(SELECT u.*, c.code, ${UNIT} FROM promo_uses u JOIN promo_codes c ON c.id = u.code_id)`,
  idColumn: 'order_id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    time('created_at', { sortable: true }),
    ref('code_id', ['Промокод', 'Promo code'], 'promo_codes', 'bigint'),
    text('code', ['Код', 'Code'], { match: 'prefix' }),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    choice('state', ['Состояние', 'State'], USE_STATE),
    money('cost', ['Стоил', 'Cost'], IN_UNIT),
    text('unit', ['В чём считаем', 'Counted in'], { match: 'none' }),
    time('changed_at'),
  ],
});

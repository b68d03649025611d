import { bigint, boolean, choice, integer, money, text, time, source } from '../../access/source.ts';
import { PRICE_OF, PRICE_STATES, STATUSES } from './texts.ts';

const TERMS = [money('price'), money('list_price'), integer('bonus_stars'), text('asset')] as const;

/**
 * The versions of a price list. Each has its state and the distance of its price per delivered star from the one in
 * force. `stars` and `packageId` are SQL over the version `v` and its package `p`.
 */
function versionsOf(
  table: string,
  of: { join: string; stars: string; packageId: string; bonus: string },
): string {
  const later = `SELECT FROM price_versions o WHERE o.package_id IS NOT DISTINCT FROM ${of.packageId} AND o.asset = v.asset`;
  return `(SELECT v.*, ${of.stars} AS stars, s.name AS author, a.name AS approver,
    CASE WHEN v.id = c.id THEN 'in_force'
      WHEN v.valid_until <= now() THEN 'past'
      WHEN v.valid_from > now() AND EXISTS (${later} AND o.valid_from = v.valid_from AND o.id > v.id) THEN 'replaced'
      WHEN v.valid_from > now() THEN 'scheduled'
      WHEN EXISTS (${later} AND o.valid_until IS NULL AND o.valid_from <= now() AND (o.valid_from, o.id) > (v.valid_from, v.id)) THEN 'past'
      ELSE 'covered' END AS price_state,
    CASE WHEN v.id <> c.id THEN to_char(round((v.price::numeric * (c.stars + c.bonus_stars) / (c.price::numeric * (${of.stars} + ${of.bonus})) - 1) * 100, 1), 'FMSG999990.0') || ' %' END AS against
    FROM ${table} v ${of.join} LEFT JOIN price_at(${of.packageId}, v.asset, now()) c ON true
    LEFT JOIN staff s ON s.id = v.created_by LEFT JOIN staff a ON a.id = v.approved_by)`;
}

/** What the supplier that is in use asks for a package with its bonus, in the coin of the price. */
const COST = `(SELECT c.star_cost * (t.stars + t.bonus_stars) FROM supply_state s, quoted_star_cost(s.supplier, t.asset, t.stars + t.bonus_stars) c)`;

export const PACKAGES = source({
  id: 'packages',
  names: { many: ['Пакеты и цены', 'Packages and prices'], one: ['Пакет', 'Package'] },
  subject: 'packages',
  from: 'current_packages',
  idColumn: 'package_id',
  sort: { by: 'stars', direction: 'asc' },
  columns: [
    bigint('package_id', { sortable: true }),
    integer('stars', { sortable: true }),
    ...TERMS,
    integer('discount', ['Скидка, %', 'Discount, %'], {
      sql: '((t.list_price - t.price) * 100 / t.list_price)::integer',
    }),
    money('cost', ['Себестоимость', 'Cost'], { sql: COST }),
    money('margin', ['Маржа', 'Margin'], { sql: `t.price - ${COST}` }),
    time('cost_at', ['Цена поставщика от', 'Quoted at'], {
      sql: `(SELECT c.at FROM supply_state s, quoted_star_cost(s.supplier, t.asset, t.stars + t.bonus_stars) c)`,
    }),
    boolean('active'),
    integer('version'),
    time('valid_from'),
    time('valid_until'),
    integer('waiting', {
      sql: `(SELECT count(*)::integer FROM price_changes c WHERE c.package_id = t.package_id AND c.status = 'waiting')`,
    }),
  ],
});

/** When a version counts, and who made it. */
const OF_VERSION = [
  text('against', { match: 'none' }),
  time('valid_from', { sortable: true }),
  time('valid_until'),
  text('reason', { match: 'contains', says: 'reason' }),
  text('author'),
  text('approver', { says: 'person' }),
  time('created_at'),
];

export const PACKAGE_PRICES = source({
  id: 'package_prices',
  names: { many: ['История цен', 'Price history'], one: ['Версия цены', 'Price version'] },
  subject: 'packages',
  from: versionsOf('package_prices', {
    join: 'JOIN packages p ON p.id = v.package_id',
    stars: 'p.stars',
    packageId: 'v.package_id',
    bonus: 'v.bonus_stars',
  }),
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    bigint('package_id'),
    integer('stars', { sortable: true }),
    integer('version'),
    choice('price_state', PRICE_STATES),
    ...TERMS,
    ...OF_VERSION,
  ],
});

export const STAR_PRICES = source({
  id: 'star_prices',
  names: { many: ['Цена звезды', 'Star price'], one: ['Версия цены звезды', 'Version of the star price'] },
  subject: 'packages',
  from: versionsOf('star_prices', { join: '', stars: '1', packageId: 'NULL::bigint', bonus: '0' }),
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    choice('price_state', PRICE_STATES),
    money('price'),
    text('asset'),
    ...OF_VERSION,
  ],
});

/** Requested changes of price: drafts, those that wait for a second person, and the results of the others. */
export const PRICE_CHANGES = source({
  id: 'price_changes',
  names: { many: ['Изменения цен', 'Changes of prices'], one: ['Изменение цены', 'Change of price'] },
  subject: 'packages',
  from: `(SELECT c.*, coalesce(p.stars, 1) AS stars, CASE WHEN c.package_id IS NULL THEN 'star' ELSE 'package' END AS price_of,
    r.name AS requester, d.name AS decider,
    c.status = 'waiting' AND (c.basis_id, c.basis_newest) IS DISTINCT FROM ((SELECT id FROM price_at(c.package_id, c.asset, now())),
      (SELECT max(x.id) FROM price_versions x WHERE x.package_id IS NOT DISTINCT FROM c.package_id)) AS is_outdated
    FROM price_changes c LEFT JOIN packages p ON p.id = c.package_id
    JOIN staff r ON r.id = c.requested_by LEFT JOIN staff d ON d.id = c.decided_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    choice('status', STATUSES),
    choice('price_of', ['Чья цена', 'Price of'], PRICE_OF),
    bigint('package_id'),
    integer('stars', { sortable: true }),
    ...TERMS,
    time('valid_from'),
    time('valid_until'),
    text('reason', { match: 'contains', says: 'reason' }),
    text('requester', { says: 'person' }),
    text('decider', { says: 'person' }),
    boolean('is_outdated', ['Устарело', 'Out of date']),
    text('remark', { match: 'none' }),
    bigint('requested_by'),
    bigint('price_id', ['Номер версии', 'Version id']),
    time('created_at'),
    time('updated_at'),
  ],
});

import type { FormField } from '../../access/actions.ts';
import { REASON_LABEL } from '../../words/common.ts';

const STARS = {
  name: 'stars',
  label: ['Сколько звёзд', 'How many stars'],
  type: 'number',
  required: true,
} as const satisfies FormField;
const PRICE = {
  name: 'price',
  label: ['Цена, {{coin}}', 'Price, {{coin}}'],
  type: 'text',
  required: true,
} as const satisfies FormField;
const LIST_PRICE = {
  name: 'listPrice',
  label: ['Цена без скидки, {{coin}}', 'List price, {{coin}}'],
  type: 'text',
} as const satisfies FormField;
const BONUS_STARS = {
  name: 'bonusStars',
  label: ['Бонусных звёзд', 'Bonus stars'],
  type: 'number',
  required: true,
} as const satisfies FormField;
const VALID_FROM = {
  name: 'validFrom',
  label: ['Действует с (пусто — сразу)', 'Valid from (empty: at once)'],
  type: 'datetime',
} as const satisfies FormField;
const VALID_UNTIL = {
  name: 'validUntil',
  label: [
    'Действует до (пусто — пока не сменят; потом вернётся прежняя)',
    'Valid until (empty: until changed; then the one before returns)',
  ],
  type: 'datetime',
} as const satisfies FormField;
const REASON = {
  name: 'reason',
  label: REASON_LABEL,
  type: 'textarea',
  required: true,
} as const satisfies FormField;

/** The form of an existing price. For the price of one star it leaves out the fields that only packages have. */
export const PRICE_FORM = [PRICE, LIST_PRICE, BONUS_STARS, VALID_FROM, VALID_UNTIL, REASON] as const;

/** Names of its fields. */
export type PriceField = (typeof PRICE_FORM)[number]['name'];

/** The form of a package that is not sold yet. */
export const PACKAGE_FORM = [
  STARS,
  PRICE,
  LIST_PRICE,
  BONUS_STARS,
  REASON,
  { name: 'requestKey', type: 'hidden' },
] as const satisfies readonly FormField[];

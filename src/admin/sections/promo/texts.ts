import type { Words } from '../../words/pair.ts';

export const PROMO_KIND = {
  percent: ['скидка в процентах', 'percent off'],
  fixed: ['скидка суммой', 'sum off'],
  stars: ['звёзды в подарок', 'gift of stars'],
} as const satisfies Words;

/** How a code stands: its status, and its time. */
export const STANDING = {
  waiting: ['ждёт второго', 'waits for approval'],
  planned: ['ещё не начался', 'not yet valid'],
  active: ['действует', 'active'],
  paused: ['на паузе', 'paused'],
  over: ['срок вышел', 'expired'],
  ended: ['закончен', 'ended'],
} as const satisfies Words;

export const USE_STATE = {
  held: ['ждёт оплаты', 'waits for payment'],
  used: ['применён', 'used'],
  returned: ['вернулся', 'returned'],
} as const satisfies Words;

import type { Probe } from '../../../suppliers/index.ts';
import type { DueMove, Move } from '../../../treasury/index.ts';
import type { Pair } from '../../words/pair.ts';
import type { Tone } from '../../words/tones.ts';
import { TEXTS as TREASURY } from './texts.ts';

/** Whether a supplier takes our key. */
export const KEYS: Readonly<Record<Probe['key'], Pair>> = {
  accepted: ['принят', 'accepted'],
  refused: ['отклонён', 'refused'],
  unknown: ['неизвестно: ответа нет', 'unknown: no answer'],
};
export const KEY_TONES: Readonly<Record<Probe['key'], Tone>> = {
  accepted: 'good',
  refused: 'bad',
  unknown: 'wait',
};

/** Why a supplier did not answer. */
export type Unanswered = Extract<Probe['quotes'], { is: 'later' }>['why'];
export const UNANSWERED: Readonly<Record<Unanswered, Pair>> = {
  busy: ['поставщик просит подождать', 'the supplier asks to wait'],
  down: ['нет ответа', 'no answer'],
  key: ['ключ отклонён', 'the key was refused'],
  open: ['не спрашивали: предохранитель отключил вызовы', 'not asked: the circuit is open'],
};

/** What moved the money that lies ready for a supplier. */
export const MOVE_WORDS: Readonly<Record<Move, Pair>> = {
  funding: ['Пополнено и выведено', 'Put in and taken out'],
  spent: ['Потрачено на заказы', 'Spent on orders'],
  fee: ['Комиссия сети', 'Fee of the network'],
  returned: ['Вернулось', 'Returned'],
  other: ['Прочее', 'Other'],
};

const DUE_WORDS: Readonly<Record<`due_${DueMove}`, Pair>> = {
  due_paid: ['Оплачено поставщику', 'Paid to the supplier'],
  due_delivered: ['Звёзды дошли', 'Stars arrived'],
  due_returned: ['Вернулось нам', 'Came back to us'],
  due_lost: ['Удержано при возврате', 'Kept from returns'],
  due_other: ['Прочее', 'Other'],
};

/** The figures of a statement. */
export const TOTALS = {
  opening: ['Готово для поставщика, на начало', 'Ready for the supplier, opening'],
  ...MOVE_WORDS,
  closing: ['Готово для поставщика, на конец', 'Ready for the supplier, closing'],
  due_opening: ['Поставщик должен звёзды на сумму, на начало', 'Stars that the supplier owes, opening'],
  ...DUE_WORDS,
  due_closing: ['Поставщик должен звёзды на сумму, на конец', 'Stars that the supplier owes, closing'],
  list_orders: ['Заказов доставлено, по списку поставщика', 'Orders delivered, by the supplier’s list'],
  list_cost: ['Их цена, по списку поставщика', 'Their price, by the supplier’s list'],
  our_orders: ['Заказов доставлено, у нас', 'Orders delivered, with us'],
  our_cost: ['Их цена, у нас', 'Their price, with us'],
  list_difference: ['Разница цены', 'Difference of the price'],
} as const satisfies Record<string, Pair>;
export type TotalName = keyof typeof TOTALS;

/** What the supplier's own list could tell. */
export const LISTS = {
  none: ['У поставщика нет списка заказов.', 'The supplier has no list of orders.'],
  whole: [
    'Список поставщика и наши отправки сравнены по времени заказа: у границ периода они могут расходиться.',
    'The supplier’s list and our deliveries are compared by the time of the order: near the ends of the period they may differ.',
  ],
  part: [
    'Список поставщика не прочитан до начала периода: выберите период короче или повторите.',
    'The supplier’s list could not be read to the beginning of the period: choose a shorter one, or try again.',
  ],
} as const satisfies Record<string, Pair>;

export const TEXTS = {
  price: TREASURY.price,
  inUse: ['отправляет звёзды', 'sends the stars'],
  notInUse: ['не используется', 'not in use'],
  never: TREASURY.never,
  floatNow: ['Денег для поставщика', 'Money for the supplier'],
  circuit: ['Предохранитель', 'Circuit'],
  failuresInRow: ['Ошибок подряд', 'Failures in a row'],
  noKey: ['Ключ не задан: спросить нельзя.', 'No key is set, so it cannot be asked.'],
  probe: ['Проверить', 'Check'],
  key: ['Наш ключ', 'Our key'],
  holdsForUs: ['Держит для нас', 'Holds for us'],
  quotes: ['Цены сейчас', 'Prices now'],
  allQuotes: ['Вся история', 'The whole history'],
  quoteHistory: ['Последние изменения', 'The last changes'],
  noQuotes: ['Цен ещё нет.', 'No prices yet.'],
  quotedAt: ['С какого времени', 'Since'],
  stars: TREASURY.delivered,
  perStar: ['За одну звезду', 'Per star'],
  failures: ['Неудачи за неделю', 'Failures of the last week'],
  noFailures: ['Неудач не было.', 'There were none.'],
  statement: TREASURY.statement,
  askList: ['Сверить со списком поставщика', 'Compare with the supplier’s list'],
  tooLong: [
    'Строк слишком много: показано начало периода, и цифры — только его. Выберите период короче.',
    'There are too many lines: only the beginning of the period is shown and counted. Choose a shorter one.',
  ],
  when: ['Когда', 'When'],
  move: ['Что', 'What'],
  delivery: ['Отправка', 'Delivery'],
  amount: ['Сумма', 'Amount'],
} as const satisfies Record<string, Pair>;

import type { Pair } from '../../words/pair.ts';

export const TEXTS = {
  facts: ['О деньгах', 'About the money'],
  releases: ['Кому отдаём и отдали', 'Releases to owners'],
  whatToDo: ['Что делать', 'What to do'],
  left: ['Можно отдать: {{left}}.', 'Left to release: {{left}}.'],
  ownerGone: [
    'Покупатель #{{user}} удалил аккаунт. Назовите его новый аккаунт; одобрит другой сотрудник.',
    'The buyer #{{user}} deleted the account. Name the new account; another person approves.',
  ],
  buyers: [
    'Деньги пришли за заказ, поэтому уйдут его покупателю #{{user}}.',
    'The money came for an order, so it goes to its buyer #{{user}}.',
  ],
  amountHint: ['Например 19.5. Пусто — всё, что осталось.', 'For example 19.5. Empty: all that is left.'],
  to: ['Кому', 'To'],
  todo: [
    'Нашёлся владелец — запросите передачу на его баланс: одобрит другой сотрудник, пользователю сообщит бот. Больше, чем здесь лежит, отдать нельзя.',
    'When the owner turns up, request the release to the owner’s balance. Another person approves, and the bot tells the user. You can release at most the amount that is here.',
  ],
  loss: [
    'Это потеря магазина, отдавать нечего. Она уменьшает остаток счёта.',
    'This is a loss that the shop bears. There is nothing to release. It lowers the balance of the account.',
  ],
} as const satisfies Record<string, Pair>;

import type { ErrorWords } from './words.ts';

export const PRICE_ERRORS: ErrorWords = {
  PROMO_EXISTS: [
    'Такой промокод уже есть. Выберите другой текст.',
    'This promo code exists already. Choose another text.',
  ],
  PROMO_STATE: [
    'Состояние промокода уже изменилось. Обновите страницу.',
    'The state of the promo code has changed. Reload the page.',
  ],
  PRICE_CHANGED: [
    'Цену уже изменил кто-то другой. Обновите страницу.',
    'Somebody else has changed the price. Reload the page.',
  ],
  PACKAGE_UNKNOWN: ['Такого пакета нет.', 'There is no such package.'],
  PACKAGE_EXISTS: ['Пакет с таким числом звёзд уже есть.', 'There is already a package of this size.'],
  PRICE_CHANGE_UNKNOWN: ['Такого изменения цены нет.', 'There is no such change of price.'],
  PRICE_STATE: [
    'Изменение цены уже в другом состоянии: кто-то успел раньше. Обновите страницу.',
    'Somebody was faster: the price change is in another state now. Reload the page.',
  ],
  PRICE_OWN: [
    'Это изменение запросили вы: решает другой администратор.',
    'You asked for this change yourself, so another administrator decides.',
  ],
  PRICE_NOT_ALLOWED: [
    'Цены меняют администраторы. Черновик меняет только его автор. Большое изменение решают двое.',
    'Only administrators change prices. Only its author changes a draft. A large change takes two people.',
  ],
  PRICE_BASIS_CHANGED: [
    'Пока изменение ждало решения, появилась другая версия цены. Ничего не изменено. Отклоните запрос; автор может запросить заново.',
    'Another version of the price came while this change waited. Nothing was changed. Reject the request; its author can ask again.',
  ],
  PRICE_OVER: [
    'Срок этой цены уже прошёл. Отклоните изменение и запросите его с другим сроком.',
    'The time of this price is over. Reject the change and ask again with another time.',
  ],
};

import type { ErrorWords } from './words.ts';

export const PRICE_ERRORS: ErrorWords = {
  PRICE_CHANGED: [
    'Цену уже изменил кто-то другой. Обновите страницу.',
    'Somebody else has changed the price. Reload the page.',
  ],
  PACKAGE_UNKNOWN: ['Такого пакета нет.', 'There is no such package.'],
  PACKAGE_EXISTS: ['Пакет с таким числом звёзд уже есть.', 'There is a package of so many stars already.'],
  PRICE_CHANGE_UNKNOWN: ['Такого изменения цены нет.', 'There is no such change of price.'],
  PRICE_STATE: [
    'В этом состоянии так нельзя: кто-то успел раньше. Обновите страницу.',
    'It cannot do this in its state; somebody was faster. Reload the page.',
  ],
  PRICE_OWN: [
    'Вы сами запросили это изменение: решает другой администратор.',
    'You asked for this yourself: another administrator decides.',
  ],
  PRICE_NOT_ALLOWED: [
    'Цены меняют администраторы, черновик — только его автор, а большое изменение — вдвоём.',
    'Administrators change prices, a draft is its author’s, and a large change takes two people.',
  ],
  PRICE_BASIS_CHANGED: [
    'Пока изменение ждало, появилась другая версия цены: сравнение устарело, ничего не применено. Отклоните его, а автор запросит заново.',
    'Another version of the price came while this waited: it was compared with an old one, and nothing was applied. Reject it; its author can ask again.',
  ],
  PRICE_OVER: [
    'Срок этой цены уже прошёл. Отклоните её и запросите с другим сроком.',
    'The time of this price is over. Reject it and ask again with another time.',
  ],
};

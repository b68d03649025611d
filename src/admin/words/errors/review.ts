import type { ErrorWords } from './words.ts';

export const REVIEW_ERRORS: ErrorWords = {
  BREAK_UNKNOWN: ['Такого расхождения нет.', 'There is no such break.'],
  BREAK_STATE: [
    'Расхождение уже закрыто. Обновите страницу.',
    'The break is already resolved. Reload the page.',
  ],
  FLAG_UNKNOWN: ['Такого флага нет.', 'There is no such flag.'],
  RULE_UNKNOWN: ['Такого правила нет.', 'There is no such rule.'],
  LIST_ENTRY_UNKNOWN: [
    'Записи нет, или её уже убрали.',
    'There is no such entry, or it was already removed.',
  ],
  ACCOUNT_UNKNOWN: ['Такого счёта нет.', 'There is no such account.'],
};

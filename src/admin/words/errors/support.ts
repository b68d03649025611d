import type { ErrorWords } from './words.ts';

export const SUPPORT_ERRORS: ErrorWords = {
  TICKET_UNKNOWN: ['Такого обращения нет.', 'There is no such ticket.'],
  TICKET_STATE: [
    'В этом состоянии обращения так нельзя. Обновите страницу.',
    'The ticket cannot do this in its state. Reload the page.',
  ],
  TICKET_TAKEN: ['Обращение уже взял другой агент.', 'Another agent has taken the ticket.'],
  TICKET_MERGED: [
    'Обращение объединено с другим: откройте его заново и продолжайте там.',
    'The ticket was merged into another one: open it again and go on there.',
  ],
  TICKET_OTHER_USER: [
    'Объединить можно только два разных обращения одного пользователя.',
    'Only two different tickets of one user can be merged.',
  ],
  TICKETS_TOO_MANY: [
    'У пользователя уже столько открытых обращений, сколько можно.',
    'The user has as many open tickets as may be.',
  ],
  TICKET_UNANSWERED: [
    'Пользователь ещё не получил в этом обращении ни одного ответа.',
    'The user has had no answer in this ticket yet.',
  ],
  TICKET_NOT_YOURS: ['Это обращение ведёт другой агент.', 'Another agent answers for this ticket.'],
  REPLY_HAS_HOLES: [
    'В ответе остались незаполненные места: {names}.',
    'The answer still has places that nothing was put in for: {names}.',
  ],
  ANSWER_STATE: [
    'Ответ уже дошёл или как раз отправляется. Обновите страницу.',
    'The answer arrived already, or is being sent. Reload the page.',
  ],
  FILE_TOO_LARGE: [
    'Файл больше 20 МБ: Telegram не отдаёт такие файлы ботам. Попросите прислать его меньше, по частям или ссылкой.',
    'The file is larger than 20 MB: Telegram hands no such file to a bot. Ask for a smaller one, parts of it, or a link.',
  ],
  VARIABLE_UNKNOWN: [
    'Таких переменных нет: {names}. Можно: {known}',
    'There are no such variables: {names}. Known: {known}',
  ],
  CONTENT_CHANGED: [
    'Текст уже изменил кто-то другой. Обновите страницу.',
    'Somebody else has changed the text. Reload the page.',
  ],
};

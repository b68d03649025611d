import type { ErrorWords } from './words.ts';

export const SUPPORT_ERRORS: ErrorWords = {
  TICKET_UNKNOWN: ['Такого обращения нет.', 'There is no such ticket.'],
  TICKET_STATE: [
    'Обращение уже в другом состоянии, это действие недоступно. Обновите страницу.',
    'The state of the ticket does not allow this. Reload the page.',
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
    'У пользователя уже открыто столько обращений, сколько разрешено.',
    'The user already has the largest allowed number of open tickets.',
  ],
  TICKET_UNANSWERED: [
    'В этом обращении пользователю ещё не отвечали.',
    'Nobody has answered the user in this ticket yet.',
  ],
  TICKET_NOT_YOURS: ['Это обращение ведёт другой агент.', 'Another agent answers for this ticket.'],
  REPLY_HAS_HOLES: [
    'В ответе остались незаполненные места: {names}.',
    'The answer still has variables without a value: {names}.',
  ],
  ANSWER_STATE: [
    'Ответ уже дошёл или отправляется. Обновите страницу.',
    'The answer has already arrived, or it is being sent. Reload the page.',
  ],
  FILE_TOO_LARGE: [
    'Файл больше 20 МБ: Telegram не отдаёт такие файлы ботам. Попросите прислать его меньше, по частям или ссылкой.',
    'The file is larger than 20 MB. Telegram does not give such files to bots. Ask for a smaller file, parts of it, or a link.',
  ],
  VARIABLE_UNKNOWN: [
    'Таких переменных нет: {names}. Можно: {known}',
    'These variables do not exist: {names}. You can use: {known}',
  ],
  CONTENT_CHANGED: [
    'Текст уже изменил кто-то другой. Обновите страницу.',
    'Somebody else has changed the text. Reload the page.',
  ],
};

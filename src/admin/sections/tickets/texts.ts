import type { Ticket, TicketMessage, TicketStatus, TicketSubject } from '../../../support/index.ts';
import type { Pair, Words } from '../../words/pair.ts';
import type { States } from './clocks.ts';

export const STATUSES: Readonly<Record<TicketStatus, Pair>> = {
  open: ['открыто', 'open'],
  waiting_user: ['ждём ответа', 'waiting for user'],
  resolved: ['решено', 'resolved'],
  closed: ['закрыто', 'closed'],
};

export const PRIORITIES: Readonly<Record<Ticket['priority'], Pair>> = {
  low: ['низкая', 'low'],
  normal: ['обычная', 'normal'],
  high: ['высокая', 'high'],
  urgent: ['срочно', 'urgent'],
};

export const SUBJECTS: Readonly<Record<TicketSubject, Pair>> = {
  payment: ['оплата', 'payment'],
  delivery: ['доставка', 'delivery'],
  account: ['аккаунт', 'account'],
  other: ['другое', 'other'],
};

export const AUTHORS: Readonly<Record<TicketMessage['author'], Pair>> = {
  user: ['пользователь', 'user'],
  staff: ['поддержка', 'support'],
  system: ['система', 'system'],
};

/** Kinds of messages. */
export const KINDS: Readonly<Record<TicketMessage['kind'], Pair>> = {
  text: ['текст', 'text'],
  photo: ['фото', 'photo'],
  document: ['файл', 'file'],
  other: ['другое', 'other'],
};

/** What happened to an answer. */
export const DELIVERIES: Readonly<Record<TicketMessage['delivery'], Pair>> = {
  none: ['', ''],
  queued: ['отправляется', 'sending'],
  retrying: ['ещё не дошло, пробуем снова', 'not there yet, trying again'],
  sent: ['доставлено', 'delivered'],
  failed: ['не доставлено', 'not delivered'],
  blocked: ['пользователь заблокировал бота', 'the user blocked the bot'],
};

/** Parts of the queue, in the order in which they are offered. */
export const TABS = {
  open: ['Открытые', 'Open'],
  overdue: ['Просрочены', 'Overdue'],
  mine: ['Мои', 'Mine'],
  free: ['Свободные', 'Unassigned'],
  waiting: ['Ждём клиента', 'Waiting for user'],
  done: ['Решённые', 'Resolved'],
} as const satisfies Words;
export type Tab = keyof typeof TABS;

/** The words of each clock in each of its states. */
export const CLOCKS: { readonly [What in keyof States]: Readonly<Record<States[What], Pair>> } = {
  reply: {
    runs: ['ответить за {{time}}', 'reply within {{time}}'],
    late: ['ответ просрочен на {{time}}', 'reply overdue by {{time}}'],
    met: ['первый ответ дан за {{time}}', 'first reply took {{time}}'],
    given: ['первый ответ был дан', 'first reply was given'],
    missed: ['первый ответ опоздал на {{time}}', 'first reply was {{time}} late'],
  },
  resolution: {
    runs: ['решить за {{time}}', 'resolve within {{time}}'],
    late: ['решение просрочено на {{time}}', 'resolution overdue by {{time}}'],
    paused: ['пауза, на решение останется {{time}}', 'paused, {{time}} left to resolve'],
    pausedLate: ['пауза, решение просрочено на {{time}}', 'paused, resolution overdue by {{time}}'],
    met: ['решено в срок', 'resolved in time'],
    missed: ['решено на {{time}} позже срока', 'resolved {{time}} late'],
  },
};

/** The ways to end a ticket: the button, the question before it, and the answer to that. */
export const ENDINGS = {
  resolve: {
    name: ['Решено', 'Resolve'],
    title: ['Решить обращение №{{number}}?', 'Resolve ticket #{{number}}?'],
    sure: ['Всё равно решить', 'Resolve anyway'],
  },
  close: {
    name: ['Закрыть', 'Close'],
    title: ['Закрыть обращение №{{number}}?', 'Close ticket #{{number}}?'],
    sure: ['Всё равно закрыть', 'Close anyway'],
  },
} as const satisfies Record<string, Record<'name' | 'title' | 'sure', Pair>>;
export type Ending = keyof typeof ENDINGS;

/** Why the desk asks before a ticket ends. */
export const WORRIES = {
  unanswered: ['Пользователю здесь ещё не отвечали.', 'Nobody has answered the user in this ticket yet.'],
  onItsWay: ['Ваш ответ ещё не дошёл до пользователя.', 'Your answer has not reached the user yet.'],
  notMine: ['Обращение ведёт другой агент: {{name}}.', 'Another agent answers for this ticket: {{name}}.'],
} as const satisfies Words;
export type Worry = keyof typeof WORRIES;

/** The message of the bot when a ticket ends. */
export const TELLS = {
  resolved: [
    'Бот напишет пользователю, что вопрос решён, и попросит оценить ответ.',
    'The bot tells the user that the matter is resolved and asks for a rating.',
  ],
  closedUnanswered: [
    'Бот напишет пользователю, что обращение закрыто без ответа.',
    'The bot tells the user that the ticket was closed without an answer.',
  ],
  closed: [
    'Бот напишет пользователю, что обращение закрыто.',
    'The bot tells the user that the ticket was closed.',
  ],
} as const satisfies Record<string, Pair>;

/** The queue on the left of the desk. */
export const QUEUE = {
  title: ['Очередь', 'Queue'],
  pick: ['Выберите обращение слева', 'Pick a ticket on the left'],
  nothing: ['Обращений нет. Хороший день!', 'No tickets. A good day!'],
  notFound: ['Обращения с таким номером нет', 'There is no ticket with this number'],
  back: ['Назад к очереди', 'Back to the queue'],
  allSubjects: ['Все темы', 'All subjects'],
  allPriorities: ['Любая срочность', 'Any priority'],
  findNumber: ['Номер обращения', 'Ticket number'],
  more: ['Дальше', 'Next'],
  first: ['К началу', 'To the top'],
  notDelivered: ['Ответ не дошёл', 'Answer not delivered'],
  onItsWay: ['Ответ отправляется', 'Answer on its way'],
} as const satisfies Record<string, Pair>;

/** The place where an agent writes. */
export const COMPOSER = {
  reply: ['Ответ', 'Reply'],
  note: ['Заметка', 'Note'],
  replyHint: [
    'Ответ уйдёт в Telegram. Ctrl+Enter — отправить',
    'The answer goes to Telegram. Ctrl+Enter sends',
  ],
  noteHint: ['Заметку увидят только коллеги', 'Only colleagues see a note'],
  send: ['Отправить', 'Send'],
  saveNote: ['Записать', 'Save note'],
  canned: ['Готовый ответ', 'Canned reply'],
  missing: ['Впишите сами: {{names}}', 'Fill in yourself: {{names}}'],
  holes: ['В ответе остались пустые места', 'The answer has empty places'],
  aboutHoles: [
    'Пользователь увидит это так, как есть: {{names}}. Заполните их или отправьте, если так и задумано.',
    'The user will see this as it is: {{names}}. Fill it in, or send it if that is what you want.',
  ],
  sendAsItIs: ['Отправить как есть', 'Send as it is'],
  back: ['Вернуться к ответу', 'Back to the answer'],
} as const satisfies Record<string, Pair>;

/** A ticket: its head, its messages, and what is shown beside them. */
export const TEXTS = {
  take: ['Взять', 'Take'],
  giveBack: ['Вернуть в очередь', 'Return to queue'],
  reopen: ['Открыть снова', 'Reopen'],
  undo: ['Отменить: открыть снова', 'Undo: reopen'],
  supportCode: ['Код', 'Code'],
  rating: ['Оценка', 'Rating'],
  agent: ['Агент', 'Agent'],
  you: ['вы', 'you'],
  nobody: ['никто', 'nobody'],
  mergedInto: [
    'Объединено с №{{number}}: переписка продолжается там',
    'Merged into #{{number}}: the conversation goes on there',
  ],
  earlier: ['Показать более ранние', 'Show earlier messages'],
  latest: ['К последним сообщениям', 'To the latest messages'],
  typing: ['{{name}} пишет ответ…', '{{name}} is writing an answer…'],
  edited: ['изменено', 'edited'],
  was: ['Было', 'Was'],
  mergedFrom: ['из №{{number}}', 'from #{{number}}'],
  attempts: ['Попыток: {{n}}', 'Tries: {{n}}'],
  nextTry: ['следующая в {{at}}', 'next at {{at}}'],
  resend: ['Отправить ещё раз', 'Send again'],
  copy: ['Скопировать текст', 'Copy text'],
  copied: ['Скопировано', 'Copied'],
  file: ['Файл', 'File'],
  fileTooLarge: [
    '{{name}} ({{size}} МБ): больше 20 МБ, Telegram не отдаёт такие файлы ботам. Попросите прислать его меньше, по частям или ссылкой.',
    '{{name}} ({{size}} MB): larger than 20 MB. Telegram does not give such files to bots. Ask for a smaller file, parts of it, or a link.',
  ],
  botBlocked: [
    'Пользователь заблокировал бота: ответ не дойдёт',
    'The user blocked the bot: an answer will not arrive',
  ],
  aboutOrder: ['Об этом заказе', 'About this order'],
  recheck: ['Проверить оплату', 'Re-check payment'],
  orders: ['Заказы', 'Orders'],
  noOrders: ['Заказов нет', 'No orders'],
  link: ['Обращение об этом заказе', 'The ticket is about this'],
  delivery: ['Последняя отправка звёзд', 'Last delivery of stars'],
  refunds: ['Возвраты', 'Refunds'],
  flags: ['Флаги', 'Flags'],
  otherTickets: ['Другие обращения', 'Other tickets'],
  merge: ['Объединить сюда', 'Merge into this'],
  mergeTitle: ['Объединить №{{from}} с №{{into}}?', 'Merge #{{from}} into #{{into}}?'],
  mergeAbout: [
    'Вся переписка №{{from}} перейдёт в №{{into}}, а №{{from}} закроется. Пользователь получит одно сообщение об этом, и его ответы пойдут в №{{into}}. Разъединить нельзя.',
    'The whole conversation of #{{from}} moves into #{{into}}, and #{{from}} is closed. The user is told once, and further messages go into #{{into}}. This cannot be undone.',
  ],
} as const satisfies Record<string, Pair>;

import type { AlertEvent, Severity } from '../../../alerts/index.ts';
import type { AlertArea } from '../../../staff/index.ts';
import type { Pair } from '../../words/pair.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, Pair>> = {
  critical: ['срочно', 'critical'],
  warning: ['внимание', 'warning'],
};

export const AREAS: Readonly<Record<AlertArea, Pair>> = {
  operation: ['работа сервиса', 'operation'],
  desk: ['поддержка', 'support'],
  money: ['деньги и звёзды', 'money and stars'],
  fraud: ['мошенничество', 'fraud'],
  access: ['доступ', 'access'],
};

export const STATES = {
  open: ['ждёт человека', 'waits for a person'],
  taken: ['занимаются', 'taken'],
  ended: ['прошло', 'over'],
} as const satisfies Record<string, Pair>;

export const EVENTS: Readonly<Record<AlertEvent, Pair>> = {
  raised: ['возникло', 'raised'],
  escalated: ['никто не взялся', 'escalated'],
  ended: ['прошло', 'over'],
};

/** What became of a message about an alert. */
export const TELL_STATES = {
  queued: ['отправляется', 'on its way'],
  sent: ['отправлено', 'sent'],
  failed: ['не ушло', 'failed'],
  skipped: ['уже не нужно', 'no longer needed'],
} as const satisfies Record<string, Pair>;

/** How long a silence lasts. */
export const SPANS_OF_SILENCE = {
  hour: ['час', 'an hour'],
  fourHours: ['четыре часа', 'four hours'],
  day: ['сутки', 'a day'],
  week: ['неделя', 'a week'],
} as const satisfies Record<string, Pair>;

export const TEXTS = {
  mine: ['Мои оповещения', 'My alerts'],
  why: ['Что это значит', 'What it means'],
  todo: ['Что делать', 'What to do'],
  runbook: ['Подробнее: docs/alerts.md, раздел {{kind}}', 'More: docs/alerts.md, heading {{kind}}'],
  go: ['Открыть, чего это касается', 'Open what it is about'],
  history: ['Кому сказали', 'Who was told'],
  nobody: [
    'Никому: оповещения некому посылать, или это заглушено.',
    'Nobody: there is no chat to tell, or it is silenced.',
  ],
  before: ['То же раньше', 'The same before'],
  webhook: ['вебхук', 'the webhook'],
  silenced: ['Заглушено до {{until}}: {{remark}}', 'Silenced until {{until}}: {{remark}}'],
  telegram: ['Telegram', 'Telegram'],
  notLinked: [
    'Привяжите свой Telegram: бот будет сам писать о том, что вас касается. Нажмите кнопку и отправьте боту то, что появится.',
    'Link your Telegram, and the bot writes to you about everything that concerns you. Press the button, and send the bot what appears.',
  ],
  onlySees: [
    'Ваша роль только смотрит, поэтому оповещения вам не приходят.',
    'Your role only looks, so no alerts are sent to you.',
  ],
  linkedSince: ['Привязан {{at}}', 'Linked {{at}}'],
  codeName: ['код', 'code'],
  getCode: ['Получить код', 'Get a code'],
  getGroupCode: ['Код для группы', 'Code for a group'],
  sendThis: [
    'Отправьте это сообщение боту. Код действует десять минут и один раз.',
    'Send this message to the bot. The code works once, for ten minutes.',
  ],
  sendInGroup: [
    'Добавьте бота в группу и отправьте это сообщение в ней, в нужной теме. Код действует десять минут и один раз.',
    'Add the bot to the group, and send this message there, in the right topic. The code works once, for ten minutes.',
  ],
  check: ['Я отправил', 'I have sent it'],
  unlink: ['Отвязать', 'Unlink'],
  groups: ['Группы', 'Groups'],
  noGroups: ['Ни одной группы. В группу приходят все оповещения.', 'No group. A group gets all alerts.'],
  topic: ['тема {{n}}', 'topic {{n}}'],
  what: ['Что присылать', 'What to send'],
  least: ['Насколько важное', 'How serious'],
  quiet: ['Тихие часы', 'Quiet hours'],
  quietFrom: ['с', 'from'],
  quietTo: ['до', 'to'],
  zone: ['Часовой пояс', 'Time zone'],
  wakes: ['Срочные присылать и в тихие часы', 'Send critical ones in quiet hours too'],
  quietHint: [
    'Пусто — тихих часов нет. Отложенное приходит, когда они кончатся, если ещё важно.',
    'Empty: no quiet hours. What was held back comes when they end, if it is still true.',
  ],
  save: ['Сохранить', 'Save'],
  bell: ['Оповещения: {{n}}', 'Alerts: {{n}}'],
  linked: ['Код готов', 'The code is ready'],
  unlinked: ['Отвязано', 'Unlinked'],
} as const satisfies Record<string, Pair>;

/** Choices of what is sent. */
export const LEAST_WORDS: Readonly<Record<Severity, Pair>> = {
  warning: ['всё, что меня касается', 'all that concerns me'],
  critical: ['только срочное', 'only critical ones'],
};

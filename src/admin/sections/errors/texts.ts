import type { ErrorDoor } from '../../../platform/index.ts';
import type { Pair } from '../../words/pair.ts';

export const DOORS: Readonly<Record<ErrorDoor, Pair>> = {
  bot: ['бот', 'bot'],
  office: ['бэк-офис', 'back office'],
  web: ['вебхуки', 'webhooks'],
  job: ['задания', 'jobs'],
  process: ['сам сервис', 'the service itself'],
};

export const STATES = {
  new: ['новая', 'new'],
  again: ['вернулась', 'came back'],
  seen: ['знаем', 'known'],
  resolved: ['исправлена', 'resolved'],
} as const satisfies Record<string, Pair>;

/** What an error of a kind means for the people who run the shop. */
export const MEANINGS = {
  bug: [
    'Ошибка в самом продукте. Передайте разработчикам место, версию и код для поддержки: по коду вся запись есть в журнале.',
    'A mistake in the product itself. Give the developers the place, the version and a support code: the code finds the whole entry in the log.',
  ],
  unavailable: [
    'Внешняя служба или база не ответила. Обычно проходит само; смотрите «Предохранители» и «Оповещения».',
    'A service or the database did not answer. It mostly passes by itself; look at Circuits and Alerts.',
  ],
  refusal: [
    'Задание получило отказ и больше не повторяется. Откройте заказ и очередь: решить может только человек.',
    'A job was refused and is not tried again. Open the order and the queue: only a person can decide.',
  ],
} as const satisfies Record<string, Pair>;

export const TEXTS = {
  meaning: ['Что это значит', 'What it means'],
  codes: ['Описание кода: docs/errors.md', 'The code is described in docs/errors.md'],
  newest: ['Последние случаи', 'Newest occurrences'],
  none: [
    'Случаи уже удалены: хранятся последние пятьдесят и не дольше срока хранения.',
    'The occurrences were deleted: the newest fifty are kept, for a limited time.',
  ],
  versions: ['В других версиях', 'In other versions'],
  again: [
    'Эту ошибку отметили исправленной, но в новой версии она вернулась.',
    'It was marked as resolved, and came back in another version.',
  ],
} as const satisfies Record<string, Pair>;

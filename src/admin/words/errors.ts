import { ERRORS, type AppError, type ErrorCode } from '../../lib/index.ts';
import type { StaffLanguage } from '../../staff/index.ts';
import { fieldLabel, fieldProblems } from './fieldProblems.ts';
import { PRICE_ERROR_TEXTS } from '../sections/prices/texts.ts';
import { REFUND_ERROR_TEXTS } from '../sections/refunds/refundErrors.ts';
import { REVIEW_ERROR_TEXTS } from './reviewScreens.ts';
import { WISH_ERROR_TEXTS } from '../sections/approvals/texts.ts';

/** What staff read when an action is refused. Codes that staff do not meet fall back to the table of errors. */
const ERROR_TEXTS: Readonly<Partial<Record<ErrorCode, readonly [ru: string, en: string]>>> = {
  FORBIDDEN: [
    'У вас нет права на это, или записи нет.',
    'You have no right to this, or there is no such record.',
  ],
  INPUT_INVALID: ['Проверьте поля: {fields}.', 'Check the fields: {fields}.'],
  AMOUNT_INVALID: [
    'Сумма — это цифры и точка, не больше девяти знаков после неё.',
    'An amount is digits and a point, with up to nine decimals.',
  ],
  AMOUNT_OUT_OF_RANGE: ['Сумма вне допустимых границ.', 'The amount lies outside the limits.'],
  TEXT_INVALID: ['Текст пуст или слишком длинный.', 'The text is empty or too long.'],
  TOO_MANY_AT_ONCE: [
    'Одновременно можно не больше {most}. Дождитесь, пока закончится начатое, или закройте его.',
    'No more than {most} at once. Wait for what you started to end, or close it.',
  ],
  LOGIN_LIMITED: [
    'Слишком много неудачных попыток входа. Попробуйте через {seconds} с.',
    'Too many sign-ins failed. Try again in {seconds} s.',
  ],
  LOGIN_BUSY: [
    'Сейчас входят слишком многие. Попробуйте через {seconds} с.',
    'Too many people are signing in right now. Try again in {seconds} s.',
  ],
  LEDGER_BUSY: [
    'Сейчас в базе идёт долгая операция, поэтому момент выгрузки не определить. Попробуйте через минуту.',
    'A long transaction runs right now, so the moment of the export cannot be settled. Try again in a minute.',
  ],
  DATABASE_UNAVAILABLE: [
    'База данных не отвечает. Попробуйте через минуту. Номер для разбора: {reference}',
    'The database does not answer. Try again in a minute. Reference: {reference}',
  ],
  TELEGRAM_UNAVAILABLE: [
    'Telegram сейчас не отдаёт файл. Попробуйте позже.',
    'Telegram does not hand out the file right now. Try later.',
  ],
  BODY_UNREADABLE: ['Запрос нельзя прочитать.', 'The request cannot be read.'],
  BODY_UNSUPPORTED: ['Такой вид данных не принимается.', 'This kind of data is not taken.'],
  BODY_TOO_LARGE: ['Слишком много данных.', 'Too much data.'],
  ALREADY_SO: [
    'Уже так: кто-то успел раньше. Обновите страницу.',
    'It is so already: somebody was faster. Reload the page.',
  ],
  OWN_ACCOUNT: [
    'Свои права меняет только другой администратор.',
    'Only another administrator changes your own rights.',
  ],
  STAFF_EXISTS: ['Эта почта уже занята.', 'Somebody has this e-mail already.'],
  STAFF_UNKNOWN: ['Такого сотрудника нет.', 'There is no such person.'],
  PASSWORD_WEAK: [
    'Пароль не подходит: от 12 знаков, не меньше пяти разных, не почта и не имя, не из распространённых.',
    'It will not do: 12 characters or more, five different ones, not the e-mail or name, not a well-known one.',
  ],
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
  DELIVERY_STATE: [
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
  ORDER_UNKNOWN: ['Такого заказа нет.', 'There is no such order.'],
  PROVIDER_UNAVAILABLE: [
    'Платёжная система не отвечает. Попробуйте позже.',
    'The payment provider does not answer. Try later.',
  ],
  PROVIDER_REFUSED: ['Платёжная система отказала.', 'The payment provider refused.'],
  PROVIDER_MISMATCH: [
    'Платёжная система ответила не о том. Сообщите финансам.',
    'The provider answered with other data. Tell finance.',
  ],
  CIRCUIT_OPEN: [
    'Вызовы к службе приостановлены после ошибок. Подождите минуту.',
    'Calls to the service are paused after failures. Wait a minute.',
  ],
  SWITCHED_OFF: ['Функция выключена.', 'The function is switched off.'],
  CONFIGURED_OFF: [
    'Функция выключена в настройках установки, здесь её не включить. Её включает тот, кто ведёт сервер.',
    'The configuration of the installation leaves this out. Whoever runs the server can switch it on.',
  ],
  ...PRICE_ERROR_TEXTS,
  ...REFUND_ERROR_TEXTS,
  ...REVIEW_ERROR_TEXTS,
  ...WISH_ERROR_TEXTS,
};

/** The text of an error for a person of the staff; `reference` leads to the log. */
export function errorText(error: AppError, language: StaffLanguage, reference: string): string {
  const texts = ERROR_TEXTS[error.code];
  const fields = Object.keys(fieldProblems(error, language)).map((name) => fieldLabel(name, language));
  const data: Readonly<Record<string, string | number>> = {
    ...error.data,
    reference,
    fields: fields.join(', '),
  };
  if (texts)
    return texts[language === 'ru' ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      String(data[name] ?? ''),
    );
  if (error.kind === 'bug')
    return language === 'ru'
      ? `Что-то сломалось. Номер для разбора: ${reference}`
      : `Something broke. Reference: ${reference}`;
  const { when, action } = ERRORS[error.code];
  return language === 'ru'
    ? `Не получилось: ${error.code}. Номер для разбора: ${reference}`
    : `${when} ${action}`;
}

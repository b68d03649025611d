import { ERRORS, type AppError, type ErrorCode } from '../../lib/index.ts';
import type { StaffLanguage } from '../../staff/index.ts';
import { fieldLabel, fieldProblems } from './fieldProblems.ts';
import { PRICE_ERROR_TEXTS } from './prices.ts';
import { REFUND_ERROR_TEXTS } from './refundErrors.ts';
import { REVIEW_ERROR_TEXTS } from './reviewScreens.ts';

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
    'Пароль слишком простой: от 10 знаков, не меньше пяти разных.',
    'Too simple: 10 characters or more, five different ones.',
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
};

/** The text of an error for a person of the staff; `reference` leads to the log. */
export function errorText(error: AppError, language: StaffLanguage, reference: string): string {
  const texts = ERROR_TEXTS[error.code];
  const fields = Object.keys(fieldProblems(error, language)).map((name) => fieldLabel(name, language));
  const data: Readonly<Record<string, string | number>> = { ...error.data, fields: fields.join(', ') };
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

import type { ErrorWords } from './words.ts';

export const GENERAL_ERRORS: ErrorWords = {
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
    'A long transaction runs right now, so the moment of the export cannot be fixed. Try again in a minute.',
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
  ALERT_UNKNOWN: ['Такого оповещения нет.', 'There is no such alert.'],
  ALERT_CODES_TOO_MANY: [
    'За час выдано уже десять кодов. Подождите или используйте последний.',
    'Ten codes were made within an hour. Wait, or use the last one.',
  ],
  ALERTS_NOT_LINKED: ['Telegram не привязан.', 'Telegram is not linked.'],
  STAFF_EXISTS: ['Эта почта уже занята.', 'Somebody has this e-mail already.'],
  STAFF_UNKNOWN: ['Такого сотрудника нет.', 'There is no such person.'],
  PASSWORD_WEAK: [
    'Пароль не подходит: от 12 знаков, не меньше пяти разных, не почта и не имя, не из распространённых.',
    'It will not do: 12 characters or more, five different ones, not the e-mail or name, not a well-known one.',
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
};

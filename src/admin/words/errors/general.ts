import type { ErrorWords } from './words.ts';

export const GENERAL_ERRORS: ErrorWords = {
  FORBIDDEN: [
    'У вас нет права на это действие, или такой записи нет.',
    'You have no right to do this, or there is no such record.',
  ],
  INPUT_INVALID: ['Проверьте поля: {fields}.', 'Check the fields: {fields}.'],
  AMOUNT_INVALID: [
    'Сумма — это цифры и точка, после точки не больше девяти знаков.',
    'An amount has digits and a point, with at most nine decimals.',
  ],
  AMOUNT_OUT_OF_RANGE: ['Сумма вне допустимых пределов.', 'The amount is outside the limits.'],
  TEXT_INVALID: ['Текст пуст или слишком длинный.', 'The text is empty or too long.'],
  TOO_MANY_AT_ONCE: [
    'Одновременно можно не больше {most}. Дождитесь, пока что-то закончится, или закройте лишнее.',
    'You can have at most {most} at once. Wait until one ends, or close one.',
  ],
  LOGIN_LIMITED: [
    'Слишком много неудачных попыток входа. Попробуйте через {seconds} с.',
    'Too many sign-ins failed. Try again in {seconds} s.',
  ],
  LOGIN_BUSY: [
    'Сейчас входит слишком много людей. Попробуйте через {seconds} с.',
    'Too many people are signing in right now. Try again in {seconds} s.',
  ],
  LEDGER_BUSY: [
    'В базе идёт долгая операция, поэтому выгрузку на точный момент не сделать. Попробуйте через минуту.',
    'A long transaction is running, so the export cannot fix its moment in time. Try again in a minute.',
  ],
  DATABASE_UNAVAILABLE: [
    'База данных не отвечает. Попробуйте через минуту. Номер для разбора: {reference}',
    'The database does not answer. Try again in a minute. Reference: {reference}',
  ],
  TELEGRAM_UNAVAILABLE: [
    'Telegram сейчас не отдаёт файл. Попробуйте позже.',
    'Telegram does not give us the file now. Try again later.',
  ],
  BODY_UNREADABLE: ['Запрос не удалось прочитать.', 'The request cannot be read.'],
  BODY_UNSUPPORTED: ['Данные в таком виде не принимаются.', 'This kind of data is not accepted.'],
  BODY_TOO_LARGE: ['Слишком много данных.', 'Too much data.'],
  ALREADY_SO: [
    'Это уже сделано: кто-то успел раньше. Обновите страницу.',
    'This is already done: somebody was faster. Reload the page.',
  ],
  OWN_ACCOUNT: [
    'Свои права менять нельзя: это делает другой администратор.',
    'You cannot change your own rights. Ask another administrator.',
  ],
  ALERT_UNKNOWN: ['Такого оповещения нет.', 'There is no such alert.'],
  ALERT_CODES_TOO_MANY: [
    'За час выдано уже десять кодов. Подождите или используйте последний.',
    'Ten codes were made within an hour. Wait, or use the last one.',
  ],
  ALERTS_NOT_LINKED: ['Telegram не привязан.', 'Telegram is not linked.'],
  STAFF_EXISTS: ['Эта почта уже занята.', 'Another account already uses this e-mail.'],
  STAFF_UNKNOWN: ['Такого сотрудника нет.', 'There is no such staff member.'],
  PASSWORD_WEAK: [
    'Пароль не подходит. Нужно от 12 знаков, не меньше пяти разных. Почта, имя и известные пароли не годятся.',
    'This password is too weak. Use 12 characters or more, at least five different ones. Do not use the e-mail, the name or a well-known password.',
  ],
  ORDER_UNKNOWN: ['Такого заказа нет.', 'There is no such order.'],
  PROVIDER_UNAVAILABLE: [
    'Платёжная система не отвечает. Попробуйте позже.',
    'The payment provider does not answer. Try again later.',
  ],
  PROVIDER_REFUSED: ['Платёжная система отклонила запрос.', 'The payment provider refused the request.'],
  PROVIDER_MISMATCH: [
    'Ответ платёжной системы не подходит к запросу. Сообщите финансам.',
    'The answer of the provider does not match the request. Tell finance.',
  ],
  CIRCUIT_OPEN: [
    'Запросы к этой службе приостановлены после ошибок. Подождите минуту.',
    'Calls to this service are paused after failures. Wait a minute.',
  ],
  SWITCHED_OFF: ['Эта функция выключена.', 'This function is switched off.'],
  CONFIGURED_OFF: [
    'Функция выключена в настройках сервера, здесь её не включить. Обратитесь к тому, кто ведёт сервер.',
    'The configuration of the server turns this function off. Ask the person who runs the server.',
  ],
};

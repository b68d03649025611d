import type { SecurityEventKind } from '../../../security/index.ts';
import type { Pair } from '../../words/pair.ts';

/** Events that look like an attack. */
export const SECURITY_KINDS: Readonly<Record<SecurityEventKind, Pair>> = {
  rate_limit_block: ['слишком частые запросы', 'rate limit block'],
  webhook_forged: ['поддельный вебхук', 'forged webhook'],
  webhook_source_forbidden: ['вебхук с чужого адреса', 'webhook from a foreign address'],
  webhook_source_unlisted: [
    'верно подписанный вебхук с адреса не из списка',
    'webhook with a right signature from an address that is not on the list',
  ],
  webhook_secret_invalid: ['неверный секрет вебхука', 'wrong webhook secret'],
  webhook_unreadable: ['вебхук не прочитать', 'unreadable webhook'],
  webhook_unknown_order: ['вебхук о неизвестном заказе', 'webhook about an unknown order'],
  json_too_deep: ['слишком глубокий JSON', 'JSON that nests too deep'],
  callback_forged: ['поддельная кнопка', 'forged callback'],
  login_failed: ['неудачный вход', 'failed sign-in'],
  login_locked: ['вход закрыт', 'sign-in locked'],
  status_mismatch: ['статус не сходится', 'status mismatch'],
  provider_key_refused: ['система не принимает наш ключ', 'the provider refuses our key'],
};

export const TEXTS = {
  linkAbout: [
    'Ссылка откроет человеку страницу, где он сам задаст пароль (или снимет второй фактор). Она сработает один раз, действует сутки и показывается только сейчас; новая отменит прежнюю. Передайте её лично.',
    'The link opens a page on which the person sets the password (or gives up the second factor). It works once and for one day, and it is shown only now. A new link ends the earlier one. Hand it over in person.',
  ],
  linkUntil: ['Действует до {{time}}.', 'Works until {{time}}.'],
  takeLink: ['Выдать ссылку', 'Make the link'],
  copy: ['Скопировать', 'Copy'],
} as const satisfies Record<string, Pair>;

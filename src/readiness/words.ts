/** What is so, and what to do about it; Russian and English. `{name}` is filled from the finding. */
export interface Wording {
  readonly says: readonly [ru: string, en: string];
  readonly todo?: readonly [ru: string, en: string];
}

export const WORDS = {
  'check.failed': {
    says: ['Проверка «{check}» не удалась: {reason}', 'The check "{check}" failed: {reason}'],
  },
  'mode.sandbox': {
    says: [
      'Работает песочница: Telegram и Heleket изображаются',
      'The sandbox is on: Telegram and Heleket are imitated',
    ],
    todo: [
      'Для настоящего магазина задайте TELEGRAM_TOKEN и API_KEY',
      'For a real shop set TELEGRAM_TOKEN and API_KEY',
    ],
  },
  'mode.trial': {
    says: [
      'ENVIRONMENT не production: слабые пароли и ключи не отклоняются',
      'ENVIRONMENT is not production: weak passwords and keys are not refused',
    ],
    todo: [
      'Перед открытием магазина задайте ENVIRONMENT=production',
      'Set ENVIRONMENT=production before the shop opens',
    ],
  },
  'mode.production': { says: ['Рабочий режим', 'Production mode'] },
  'database.ok': { says: ['PostgreSQL {version} отвечает', 'PostgreSQL {version} answers'] },
  'database.away': {
    says: ['PostgreSQL не отвечает: {reason}', 'PostgreSQL does not answer: {reason}'],
    todo: ['Проверьте DATABASE_URL', 'Check DATABASE_URL'],
  },
  'database.old': {
    says: ['PostgreSQL {version} слишком старый', 'PostgreSQL {version} is too old'],
    todo: ['Нужна версия 15 или новее', 'Version 15 or newer is needed'],
  },
  'database.migrations': {
    says: ['Не применено миграций: {count}', 'Migrations that are not applied: {count}'],
    todo: ['Выполните migrate up или запустите продукт', 'Run migrate up, or start the product'],
  },
  'database.clock': {
    says: [
      'Часы этой машины и PostgreSQL расходятся на {seconds} с',
      'The clocks of this machine and of PostgreSQL differ by {seconds} s',
    ],
    todo: [
      'Включите синхронизацию времени (NTP) на обеих машинах',
      'Switch on time synchronisation (NTP) on both machines',
    ],
  },
  'database.connections': {
    says: [
      'Процессы могут занять {wanted} соединений, а PostgreSQL даёт {most}',
      'The processes may take {wanted} connections, and PostgreSQL gives {most}',
    ],
    todo: [
      'Уменьшите DATABASE_POOL_SIZE и DATABASE_MAX_OVERFLOW или увеличьте max_connections',
      'Lower DATABASE_POOL_SIZE and DATABASE_MAX_OVERFLOW, or raise max_connections',
    ],
  },
  'redis.ok': { says: ['Redis отвечает и пишет', 'Redis answers and writes'] },
  'redis.away': {
    says: ['Redis не отвечает: {reason}', 'Redis does not answer: {reason}'],
    todo: ['Проверьте REDIS_URL или узлы кластера', 'Check REDIS_URL, or the nodes of the cluster'],
  },
  'redis.writes': {
    says: ['Redis не пишет: {reason}', 'Redis refuses to write: {reason}'],
    todo: ['Проверьте память и роли узлов', 'Check its memory and the roles of its nodes'],
  },
  'redis.evicts': {
    says: [
      'Redis теряет ключи при нехватке памяти: maxmemory-policy {policy}',
      'Redis loses keys when its memory is full: maxmemory-policy {policy}',
    ],
    todo: ['Задайте maxmemory-policy noeviction', 'Set maxmemory-policy noeviction'],
  },
  'telegram.ok': { says: ['Токен бота верен', 'The token of the bot is right'] },
  'telegram.away': {
    says: ['Telegram не принял запрос: {reason}', 'Telegram did not take the request: {reason}'],
    todo: ['Проверьте TELEGRAM_TOKEN и сеть', 'Check TELEGRAM_TOKEN and the network'],
  },
  'webhook.ok': { says: ['Telegram присылает обновления на {url}', 'Telegram sends updates to {url}'] },
  'webhook.polling': {
    says: ['Бот забирает обновления сам (polling)', 'The bot asks for updates itself (polling)'],
  },
  'webhook.foreign': {
    says: ['Обновления получает другой адрес: {url}', 'Another address gets the updates: {url}'],
    todo: [
      'Выполните webhook set (или webhook delete для polling)',
      'Run webhook set (or webhook delete for polling)',
    ],
  },
  'webhook.missing': {
    says: ['Вебхук не установлен', 'The webhook is not set'],
    todo: ['Запустите продукт или выполните webhook set', 'Start the product, or run webhook set'],
  },
  'webhook.errors': {
    says: ['Telegram не смог доставить обновления: {reason}', 'Telegram could not deliver updates: {reason}'],
    todo: [
      'Проверьте сертификат и доступность адреса',
      'Check the certificate, and that the address can be reached',
    ],
  },
  'heleket.ok': {
    says: [
      'Heleket принимает наш ключ; монета {coin} доступна',
      'Heleket takes our key; the coin {coin} can be used',
    ],
  },
  'heleket.away': {
    says: ['Heleket не ответил: {reason}', 'Heleket did not answer: {reason}'],
    todo: ['Проверьте MERCHANT_UUID и API_KEY', 'Check MERCHANT_UUID and API_KEY'],
  },
  'heleket.coin': {
    says: ['У Heleket монета {coin} не включена', 'The coin {coin} is not switched on at Heleket'],
    todo: [
      'Включите её в кабинете Heleket или смените PAYMENT_ASSET',
      'Switch it on in the cabinet of Heleket, or change PAYMENT_ASSET',
    ],
  },
  'heleket.network': {
    says: [
      'У Heleket нет сети {network} для монеты {coin}',
      'Heleket has no network {network} for the coin {coin}',
    ],
    todo: ['Исправьте HELEKET_NETWORK или оставьте пустым', 'Correct HELEKET_NETWORK, or leave it empty'],
  },
  'heleket.payout': {
    says: ['Нет ключа выплат: возвраты монет невозможны', 'There is no payout key: coins cannot be refunded'],
    todo: ['Задайте HELEKET_PAYOUT_KEY у worker', 'Set HELEKET_PAYOUT_KEY for the worker'],
  },
  'address.ok': { says: ['{url} отвечает', '{url} answers'] },
  'address.away': {
    says: ['{url} не отвечает: {reason}', '{url} does not answer: {reason}'],
    todo: [
      'Проверьте DNS, nginx и сертификат; продукт должен работать',
      'Check DNS, nginx and the certificate; the product must be running',
    ],
  },
  'address.stranger': {
    says: [
      'По адресу {url} отвечает не Starboard (код {status})',
      'At {url} something else than Starboard answers (status {status})',
    ],
    todo: ['Проверьте, куда ведёт адрес', 'Check where the address leads'],
  },
  'certificate.soon': {
    says: [
      'Сертификат {host} действует ещё {days} дн.',
      'The certificate of {host} is good for {days} more days',
    ],
    todo: ['Обновите сертификат', 'Renew the certificate'],
  },
  'staff.ok': { says: ['Администраторов: {count}', 'Administrators: {count}'] },
  'staff.none': {
    says: ['Нет ни одного администратора', 'There is no administrator'],
    todo: ['Выполните staff create --role admin', 'Run staff create --role admin'],
  },
  'staff.one': {
    says: [
      'Администратор только один: второго человека для подтверждений нет',
      'There is only one administrator: nobody can be the second person',
    ],
    todo: ['Создайте второго', 'Create a second one'],
  },
  'packages.ok': { says: ['Пакетов в продаже: {count}', 'Packages for sale: {count}'] },
  'packages.none': {
    says: ['Нет пакетов в продаже', 'No package is for sale'],
    todo: ['Добавьте пакет в разделе «Цены»', 'Add a package in the section "Prices"'],
  },
  'delivery.ok': { says: ['Поставщик {supplier} отвечает', 'The supplier {supplier} answers'] },
  'delivery.off': {
    says: ['Доставка выключена: звёзды остаются на балансе', 'Delivery is off: stars stay on the balance'],
    todo: [
      'Задайте DELIVERY=manual или supplier (docs/delivery.md)',
      'Set DELIVERY=manual or supplier (docs/delivery.md)',
    ],
  },
  'delivery.manual': { says: ['Звёзды отправляют люди', 'Stars are sent by hand'] },
  'delivery.away': {
    says: ['Поставщик {supplier} не ответил: {reason}', 'The supplier {supplier} did not answer: {reason}'],
    todo: ['Проверьте ключ; supplier check показывает больше', 'Check the key; supplier check shows more'],
  },
  'delivery.key': {
    says: ['У поставщика {supplier} нет ключа', 'The supplier {supplier} has no key'],
    todo: ['Задайте его ключ (docs/delivery.md)', 'Set its key (docs/delivery.md)'],
  },
  'backup.ok': { says: ['Последняя копия: {at}', 'The last backup: {at}'] },
  'backup.none': {
    says: ['Резервные копии не настроены', 'Backups are not set up'],
    todo: [
      'Выполните backup keygen, задайте BACKUP_RECIPIENTS и BACKUP_SCHEDULE',
      'Run backup keygen, set BACKUP_RECIPIENTS and BACKUP_SCHEDULE',
    ],
  },
  'backup.first': {
    says: ['Ни одной копии ещё нет', 'No backup was made yet'],
    todo: ['Выполните backup', 'Run backup'],
  },
  'backup.here': {
    says: ['Копии остаются на этой машине', 'Backups stay on this machine'],
    todo: [
      'Задайте BACKUP_AFTER_COMMAND или копируйте папку сами',
      'Set BACKUP_AFTER_COMMAND, or copy the folder yourself',
    ],
  },
  'backup.untried': {
    says: ['Восстановление ещё не пробовали', 'No backup was ever restored for trial'],
    todo: ['Выполните restore --drill', 'Run restore --drill'],
  },
  'metrics.ok': { says: ['Метрики доступны', 'Metrics can be read'] },
  'metrics.none': {
    says: ['Метрики выключены', 'Metrics are off'],
    todo: ['Задайте METRICS_TOKEN', 'Set METRICS_TOKEN'],
  },
  'health.ok': { says: ['Признаков нездоровья нет', 'There is no sign of ill health'] },
  'health.sign': { says: ['{text}', '{text}'], todo: ['См. runbook: {name}', 'See the runbook: {name}'] },
} as const satisfies Record<string, Wording>;
export type Words = keyof typeof WORDS;

/** Fills the places of a text. */
export function fill(text: string, data: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(data[name] ?? place));
}

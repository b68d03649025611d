import type { KeptName } from '../platform/index.ts';

/** A text in Russian and English. */
export type Words = readonly [ru: string, en: string];

/**
 * What is done with old rows:
 * - `drop`: whole months are dropped. A month with rows that are still needed stays;
 * - `delete`: rows are deleted in small batches;
 * - `empty`: the row stays, because its key protects from doing something twice. What may name a person is emptied.
 */
export type Cleaning =
  | { readonly how: 'drop'; readonly age: string }
  | { readonly how: 'delete'; readonly age: string; readonly needed?: string }
  | {
      readonly how: 'empty';
      readonly age: string;
      readonly set: string;
      readonly full: string;
      readonly needed?: string;
    };

export interface Bounded {
  readonly what: Words;
  readonly cleaning: Cleaning;
}

/**
 * Tables with an end. `age` is the column (or expression) that says how old a row is; `needed` (SQL over the row `t`) names rows that stay
 * because something is still open. Texts are constants of the code and never input.
 */
export const BOUNDED: Readonly<Record<KeptName, Bounded>> = {
  outbox: {
    what: [
      'задания; месяц с невыполненным остаётся целиком',
      'jobs; a month with an unfinished one stays whole',
    ],
    cleaning: { how: 'drop', age: 'created_at' },
  },
  shown_errors: {
    what: ['коды для поддержки, которые показал бот', 'support codes that the bot showed'],
    cleaning: { how: 'drop', age: 'at' },
  },
  security_events: {
    what: ['события безопасности', 'security events'],
    cleaning: { how: 'drop', age: 'at' },
  },
  fraud_events: {
    what: ['события для правил мошенничества', 'signals of the fraud rules'],
    cleaning: { how: 'drop', age: 'at' },
  },
  fraud_hits: {
    what: ['срабатывания правил мошенничества', 'hits of fraud rules'],
    cleaning: { how: 'delete', age: 'time_of_id(event_id)' },
  },
  provider_events: {
    what: [
      'тела вебхуков и IP-адреса; само событие остаётся навсегда, чтобы оплата не зачлась дважды',
      'bodies of webhooks and IP addresses; the event itself stays for ever, so that no payment counts twice',
    ],
    cleaning: {
      how: 'empty',
      age: 'received_at',
      set: `body = '', ip = NULL`,
      full: `(t.body <> '' OR t.ip IS NOT NULL)`,
      needed: `NOT EXISTS (SELECT FROM provider_event_results r WHERE r.event_id = t.id)
        OR EXISTS (SELECT FROM breaks b LEFT JOIN invoices i ON i.id = b.invoice_id
          WHERE b.status = 'open' AND t.provider_uuid IN (b.provider_uuid, i.provider_uuid))`,
    },
  },
  supplier_events: {
    what: [
      'тела отчётов поставщиков; само событие остаётся навсегда',
      'bodies of suppliers’ reports; the event itself stays for ever',
    ],
    cleaning: {
      how: 'empty',
      age: 'received_at',
      set: `body = ''`,
      full: `t.body <> ''`,
      needed: `t.applied_at IS NULL OR EXISTS (SELECT FROM breaks b LEFT JOIN deliveries d ON d.id::text = b.subject
        WHERE b.status = 'open' AND t.ref IN (b.subject, b.provider_uuid, d.supplier_ref))`,
    },
  },
  delivery_answers: {
    what: ['ответы поставщиков слово в слово', 'answers of suppliers, word for word'],
    cleaning: {
      how: 'empty',
      age: 'at',
      set: `raw = ''`,
      full: `t.raw <> ''`,
      needed: `EXISTS (SELECT FROM deliveries d JOIN delivery_transitions s ON s.from_status = d.status
        WHERE d.id = t.delivery_id)
        OR EXISTS (SELECT FROM breaks b WHERE b.status = 'open' AND b.subject = t.delivery_id::text)`,
    },
  },
  notifications: {
    what: [
      'сообщения бота; ждущие отправки или решения остаются',
      'messages of the bot; those that wait to be sent or decided stay',
    ],
    cleaning: {
      how: 'delete',
      age: 'created_at',
      needed: `t.state IN ('queued', 'blocked') OR (t.state = 'failed' AND t.alone_since IS NOT NULL)`,
    },
  },
  error_groups: {
    what: [
      'ошибки вместе с их случаями, с последнего случая',
      'errors with their occurrences, since the newest one',
    ],
    cleaning: { how: 'delete', age: 'last_at' },
  },
  alerts: {
    what: ['прошедшие оповещения и кому о них сказали', 'alerts that are over, and who was told'],
    cleaning: { how: 'delete', age: 'ended_at', needed: 't.ended_at IS NULL' },
  },
  alert_codes: {
    what: ['одноразовые коды для Telegram', 'one-time codes for Telegram'],
    cleaning: { how: 'delete', age: 'expires_at' },
  },
  float_readings: {
    what: ['балансы у поставщиков; последний остаётся', 'balances elsewhere; the newest stays'],
    cleaning: {
      how: 'delete',
      age: 'seen_at',
      needed: `NOT EXISTS (SELECT FROM float_readings n WHERE n.place = t.place AND n.asset = t.asset AND n.at > t.at)`,
    },
  },
  supplier_quotes: {
    what: ['закупочные цены; последняя остаётся', 'prices of suppliers; the newest stays'],
    cleaning: {
      how: 'delete',
      age: 'at',
      needed: `NOT EXISTS (SELECT FROM supplier_quotes n WHERE n.supplier = t.supplier AND n.stars = t.stars AND n.at > t.at)`,
    },
  },
  sweeps: {
    what: ['записи о сверках', 'records of sweeps'],
    cleaning: { how: 'delete', age: 'started_at', needed: `t.status = 'running'` },
  },
};

/**
 * Every button of the bot, as data: the text of its `callback_data`. These texts are a public contract, because buttons
 * of old messages stay in the chats of users for ever. Never change one, only add.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The parameters that a template can have in braces: the form of each, and how it is read. */
const PARAMETERS = {
  uuid: { pattern: UUID, read: String },
  stars: { pattern: '[1-9]\\d{0,6}', read: Number },
  /** Minor units of the coin, of a top-up. */
  minor: { pattern: '[1-9]\\d{0,18}', read: BigInt },
  /** Whole coins. */
  amount: { pattern: '[1-9]\\d{0,6}', read: Number },
  /** Id of the star price that the screen showed. */
  price: { pattern: '[1-9]\\d{0,18}', read: String },
  /** Made when the screen was drawn. A second tap sends the same key, so it finds what the first tap did. */
  key: { pattern: '[\\w-]{16}', read: String },
  filter: {
    pattern: 'all|topup|purchase|delivery|refund|bonus|adjustment',
    read: (text: string) => text as HistoryFilter,
  },
  subject: {
    pattern: 'payment|delivery|account|other',
    read: (text: string) => text as 'payment' | 'delivery' | 'account' | 'other',
  },
  rating: { pattern: '[1-5]', read: Number },
  language: { pattern: 'ru|en', read: (text: string) => text as 'ru' | 'en' },
  flag: { pattern: 'on|off', read: (text: string) => text as 'on' | 'off' },
  number: { pattern: '[1-9]\\d{0,17}', read: String },
  /** Minor units of the coin, and stars, that a screen named. */
  wallet: { pattern: '0|[1-9]\\d{0,18}', read: BigInt },
  owned: { pattern: '0|[1-9]\\d{0,18}', read: BigInt },
  /** A Telegram account in lower case, without `@`. */
  name: { pattern: '[a-z0-9_]{4,32}', read: String },
  /** The text of a promo code. An id could be guessed. */
  promo: { pattern: '[A-Z0-9_-]{3,32}', read: String },
  /** Names the address that the bot showed for confirmation. */
  code: { pattern: '[0-9a-f]{8}', read: String },
} as const;

export const HISTORY_FILTERS = [
  'all',
  'topup',
  'purchase',
  'delivery',
  'refund',
  'bonus',
  'adjustment',
] as const;
export type HistoryFilter = (typeof HISTORY_FILTERS)[number];

export const CALLBACKS = [
  // Main
  'home',
  'balance',
  'buy_stars',
  'help',
  'settings',
  // Balance
  'balance_main',
  'recharge',
  'recharge_heleket',
  'recharge_custom',
  'recharge_{amount}',
  'recharge_minor_{minor}',
  'pay_topup_{minor}',
  'balance_history',
  'history_{filter}',
  'history_{filter}_{uuid}',
  'transaction_{uuid}',
  'back_to_balance',
  // Shop
  'buy_stars_main',
  'buy_stars_with_balance',
  'buy_stars_with_payment',
  'buy_{stars}',
  'pay_{stars}',
  'buy_{stars}_balance',
  'confirm_{stars}_{price}_{key}',
  'fund_{stars}',
  'pay_fund_{stars}',
  'promo',
  'promo_{stars}_{promo}',
  'custom_amount',
  'custom_amount_balance',
  'back_to_buy_stars',
  // Status of a payment
  'check_payment_{uuid}',
  'check_recharge_{uuid}',
  'refresh_status_{uuid}',
  'cancel_order_{uuid}',
  'qr_{uuid}',
  'receipt_{uuid}',
  // Help
  'help_main',
  'help_faq',
  'faq_{number}',
  'create_ticket',
  'contact_admin',
  'back_to_help',
  // Tickets
  'tickets',
  'ticket_{uuid}',
  'ticket_{uuid}_{number}',
  'ticket_about_{uuid}',
  'ticket_code_{code}',
  'ticket_subject_{subject}',
  'ticket_send',
  'rate_{rating}_{uuid}',
  'reopen_{uuid}',
  // Messages that answer no question
  'inbox_send_{number}',
  'inbox_into_{uuid}',
  'inbox_drop',
  // Unfinished actions
  'draft_cancel',
  'draft_resume',
  // Refunds
  'refund_{uuid}',
  'refund_address_{uuid}',
  'refund_confirm_{uuid}_{code}',
  'refund_stop_{uuid}',
  // Deliveries
  'delivery_{uuid}',
  'deliveries',
  'send_stars',
  'send_{stars}',
  'send_{stars}_to_{name}',
  'go_{stars}_{name}_{key}',
  // Stars that are bought for an account
  'gift',
  'gift_{stars}',
  'gift_{stars}_to_{name}',
  'give_{stars}_{name}_{key}',
  'note_{stars}_{name}',
  'card_{uuid}',
  // Settings
  'language_{language}',
  'notifications_{flag}',
  'privacy',
  'privacy_export',
  'privacy_delete',
  'privacy_delete_confirm',
  'privacy_delete_{wallet}_{owned}',
  'privacy_return',
  // Alerts of staff
  'alert_take_{uuid}',
] as const;

export type Callback = (typeof CALLBACKS)[number];
type Parameter = keyof typeof PARAMETERS;
type NamesIn<T extends string> = T extends `${string}{${infer P}}${infer Rest}` ? P | NamesIn<Rest> : never;

/** What a callback carries: `buy_{stars}` carries `{ stars: number }`. */
export type ParametersOf<T extends Callback> = {
  [P in NamesIn<T> & Parameter]: ReturnType<(typeof PARAMETERS)[P]['read']>;
};

/** What a pressed button asks for. */
export type Action = { [T in Callback]: { do: T } & ParametersOf<T> }[Callback];

interface Template {
  callback: Callback;
  names: readonly Parameter[];
  pattern: RegExp;
}

const PLACE = /\{(\w+)\}/g;

const TEMPLATES: readonly Template[] = CALLBACKS.map((callback) => ({
  callback,
  names: [...callback.matchAll(PLACE)].map(([, name]) => name as Parameter),
  pattern: new RegExp(
    `^${callback.replace(PLACE, (_, name: Parameter) => `(${PARAMETERS[name].pattern})`)}$`,
  ),
}));

/** Telegram takes at most this many bytes in `callback_data`. */
export const MAX_CALLBACK_BYTES = 64;

/** The text for `callback_data`. */
export function encodeAction(action: Action): string {
  const values = action as unknown as Readonly<Record<string, string | number | bigint>>;
  return action.do.replace(PLACE, (_, name: string) => String(values[name]));
}

/** What a pressed button asks for, or undefined if the bot never had such a button. */
export function decodeAction(data: string): Action | undefined {
  for (const { callback, names, pattern } of TEMPLATES) {
    const match = pattern.exec(data);
    if (!match) continue;
    const values = names.map((name, i) => [name, PARAMETERS[name].read(match[i + 1] ?? '')]);
    return { do: callback, ...Object.fromEntries(values) } as Action;
  }
  return undefined;
}

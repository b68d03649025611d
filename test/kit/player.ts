import type { ReceivedCall, Fault } from '../../sandbox/index.ts';
import type {
  BotCommand,
  Message,
  Person,
  ReplyButton,
  SentWebhook,
  Toast,
  WebhookSettings,
} from '../../sandbox/index.ts';

/**
 * Plays people, the payment provider and faults against a running sandbox, over its play interface. `docs/sandbox.md`
 * describes every route. Nothing here waits for a fixed time: `waitFor…` looks again until it finds the state.
 */
export interface Player {
  readonly url: string;
  /** Anna speaks Russian, Bob English. */
  readonly anna: PlayedUser;
  readonly bob: PlayedUser;
  user(id: number): PlayedUser;
  addUser(profile: NewUser): Promise<PlayedUser>;
  /** Sends any update as it is, known to Telegram or not. Returns its update_id. */
  sendUpdate(update: Record<string, unknown>): Promise<number>;
  postInChannel(text: string): Promise<Message>;
  telegramFault(fault: NewFault): Promise<void>;
  telegramCalls(method?: string): Promise<ReceivedCall[]>;
  telegramSettings(change: { floodLimits?: boolean; webhookTimeoutMs?: number }): Promise<void>;
  /** Moves the sandbox's clock forward. */
  advance(seconds: number): Promise<void>;
  invoices(): Promise<PlayedInvoice[]>;
  /** By provider uuid, by our order id, or by a pay-page address. */
  invoice(name: string): Promise<PlayedInvoice>;
  act(name: string, action: InvoiceAction, body?: unknown): Promise<PlayedInvoice>;
  pay(name: string, payment?: NewPayment): Promise<PlayedInvoice>;
  heleketFault(fault: NewFault): Promise<void>;
  heleketCalls(target?: string): Promise<ReceivedCall[]>;
  clearFaults(): Promise<void>;
  webhooks(): Promise<SentWebhook[]>;
  webhookSettings(change: Partial<WebhookSettings>): Promise<WebhookSettings>;
  releaseWebhooks(order?: 'same' | 'reversed' | number[]): Promise<void>;
  replayWebhook(id: number): Promise<SentWebhook>;
  /** Signs and sends any payload; `body` sends these bytes as they are. */
  sendWebhook(message: { url: string; payload?: unknown; body?: string }): Promise<SentWebhook>;
}

export interface NewUser {
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  id?: number;
}

export type NewFault = Partial<Omit<Fault, 'id' | 'kind'>> & { kind: string };

export interface NewPayment {
  /** In the payer's coin. Default: exactly the price. */
  amount?: string;
  part?: 'exact' | 'less' | 'more' | 'rest';
  currency?: string;
  network?: string;
  from?: string | null;
  internal?: boolean;
  hold?: boolean;
  wait?: boolean;
  confirmAfterMs?: number;
}

export type InvoiceAction =
  | 'choose'
  | 'pay'
  | 'confirm'
  | 'hold'
  | 'release'
  | 'expire'
  | 'cancel'
  | 'fail'
  | 'mark-paid'
  | 'refund'
  | 'status';

export interface PlayedInvoice {
  uuid: string;
  order_id: string;
  status: string;
  amount: string;
  currency: string;
  payer_amount: string | null;
  payer_currency: string | null;
  payment_amount: string | null;
  received: string;
  url: string;
  expired_at: number;
  refund_address: string | null;
}

export interface Chat {
  bot: Person['user'];
  person: Person;
  messages: Message[];
  /** The buttons below the text field. */
  keyboard: ReplyButton[][];
  commands: BotCommand[];
}

/** One person and their chat with the bot. */
export interface PlayedUser {
  readonly id: number;
  chat(): Promise<Chat>;
  messages(): Promise<Message[]>;
  /** The newest message from the bot. */
  lastFromBot(): Promise<Message | undefined>;
  send(text: string): Promise<Message>;
  edit(messageId: number, text: string): Promise<Message>;
  sendPhoto(caption?: string, count?: number): Promise<Message[]>;
  sendDocument(name: string, content: string, caption?: string): Promise<Message[]>;
  sendSticker(emoji?: string): Promise<Message>;
  /** Picks a person with the button below the text field. */
  pick(person: number): Promise<Message>;
  /** Shares the phone number of a person from the address book. */
  shareContact(person: number): Promise<Message>;
  /** Presses a button by callback data, or by a part of its label, in the newest message that has it. */
  press(
    target: string | { data?: string; label?: string; messageId?: number },
  ): Promise<{ callbackQueryId: string; messageId: number }>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  deactivate(): Promise<void>;
  toasts(): Promise<Toast[]>;
  /**
   * The newest bot message that fits. Looks again until there is one. A text or pattern is searched in text and
   * caption.
   */
  waitFor(wanted: string | RegExp | ((message: Message) => boolean), timeoutMs?: number): Promise<Message>;
  waitForToast(wanted: string | RegExp, timeoutMs?: number): Promise<Toast>;
}

/** One transparent pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 15_000;

export function createPlayer(sandboxUrl: string): Player {
  const url = sandboxUrl.replace(/\/+$/, '');
  const call = createCall(`${url}/play`);
  const user = (id: number): PlayedUser => playUser(call, id);
  const nameOf = (name: string): string =>
    encodeURIComponent(name.split('/pay/').at(-1)?.split(/[?#]/)[0] ?? name);
  const invoiceAction = (name: string, action: InvoiceAction, body: unknown = {}): Promise<PlayedInvoice> =>
    call<PlayedInvoice>('POST', `/heleket/invoices/${nameOf(name)}/${action}`, body);
  return {
    url,
    anna: user(1001),
    bob: user(1002),
    user,
    async addUser(profile) {
      const person = await call<Person>('POST', '/telegram/users', profile);
      return user(person.user.id);
    },
    async sendUpdate(update) {
      return (await call<{ update_id: number }>('POST', '/telegram/updates', update)).update_id;
    },
    postInChannel: (text) => call('POST', '/telegram/channel-posts', { text }),
    telegramFault: (fault) => call('POST', '/telegram/faults', fault),
    telegramCalls: (method) => call('GET', `/telegram/calls${method ? `?method=${method}` : ''}`),
    telegramSettings: (change) => call('POST', '/telegram/settings', change),
    advance: (seconds) => call('POST', '/clock/advance', { seconds }),
    invoices: () => call('GET', '/heleket/invoices'),
    invoice: (name) => call('GET', `/heleket/invoices/${nameOf(name)}`),
    act: invoiceAction,
    pay: (name, payment = {}) => invoiceAction(name, 'pay', payment),
    heleketFault: (fault) => call('POST', '/heleket/faults', fault),
    heleketCalls: (target) =>
      call('GET', `/heleket/calls${target ? `?target=${encodeURIComponent(target)}` : ''}`),
    async clearFaults() {
      await Promise.all([call('DELETE', '/telegram/faults'), call('DELETE', '/heleket/faults')]);
    },
    webhooks: () => call('GET', '/heleket/webhooks'),
    webhookSettings: (change) => call('POST', '/heleket/webhooks/settings', change),
    releaseWebhooks: (order = 'same') => call('POST', '/heleket/webhooks/release', { order }),
    replayWebhook: (id) => call('POST', `/heleket/webhooks/${id}/replay`),
    sendWebhook: (message) => call('POST', '/heleket/webhooks/send', message),
  };
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

function createCall(root: string): Call {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(root + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error ?? ''}`);
    return answer;
  };
}

function playUser(call: Call, id: number): PlayedUser {
  const root = `/telegram/users/${id}`;
  const chat = (): Promise<Chat> => call('GET', `${root}/chat`);
  const messages = async (): Promise<Message[]> => (await chat()).messages;
  const fromBot = async (): Promise<Message[]> =>
    (await messages()).filter((message) => message.from?.is_bot).toReversed();
  const toasts = (): Promise<Toast[]> => call('GET', `${root}/toasts`);
  const file = (name: string, mime: string, base64: string) => ({ name, mime, base64 });
  return {
    id,
    chat,
    messages,
    toasts,
    lastFromBot: async () => (await fromBot())[0],
    send: (text) => call('POST', `${root}/messages`, { text }),
    edit: (messageId, text) => call('POST', `${root}/messages/${messageId}/edit`, { text }),
    sendPhoto: (caption, count = 1) =>
      call('POST', `${root}/files`, {
        kind: 'photo',
        files: Array.from({ length: count }, (_, index) => file(`photo${index}.png`, 'image/png', PIXEL)),
        ...(caption === undefined ? {} : { caption }),
      }),
    sendDocument: (name, content, caption) =>
      call('POST', `${root}/files`, {
        kind: 'document',
        files: [file(name, 'text/plain', Buffer.from(content).toString('base64'))],
        ...(caption === undefined ? {} : { caption }),
      }),
    pick: (person) => call('POST', `${root}/share`, { users: [person] }),
    shareContact: (person) => call('POST', `${root}/contact`, { user: person }),
    sendSticker: (emoji = '👍') => call('POST', `${root}/sticker`, { emoji }),
    press: (target) => call('POST', `${root}/press`, typeof target === 'string' ? { data: target } : target),
    block: () => call('POST', `${root}/block`),
    unblock: () => call('POST', `${root}/unblock`),
    deactivate: () => call('POST', `${root}/deactivate`),
    waitFor(wanted, timeoutMs) {
      const fits =
        typeof wanted === 'function' ? wanted : (message: Message) => contains(textOf(message), wanted);
      return look(
        async () => (await fromBot()).find(fits),
        async () =>
          `no message ${String(wanted)}; the newest: ${(await fromBot()).slice(0, 3).map(textOf).join(' | ')}`,
        timeoutMs,
      );
    },
    waitForToast: (wanted, timeoutMs) =>
      look(
        async () => (await toasts()).toReversed().find((toast) => contains(toast.text, wanted)),
        async () =>
          `no toast ${String(wanted)}; there are: ${(await toasts()).map((toast) => toast.text).join(' | ')}`,
        timeoutMs,
      ),
  };
}

const textOf = (message: Message): string => message.text ?? message.caption ?? '';
const contains = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

/** Looks again until there is something. Errors: the text of `explain`, when the time is over. */
async function look<T>(
  find: () => Promise<T | undefined>,
  explain: () => Promise<string>,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(await explain());
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

import { ERRORS, type ErrorCode } from '../../lib/index.ts';
import type { Action } from '../callbacks.ts';
import type { Words } from '../words.ts';
import { sentButton } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

export interface ErrorState {
  readonly code: ErrorCode;
  /** First characters of the correlation id. An agent finds the log lines by it. */
  readonly reference: string;
  /** The pressed button, if it makes sense to press it again. */
  readonly retry?: Action | undefined;
  /** There are no stars to sell at the moment; nobody switched anything off. */
  readonly isSupply?: boolean;
  /** Limits that an amount has to keep, as shown to the user. */
  readonly range?: { readonly min: string; readonly max: string } | undefined;
}

/** Shows what happened, what it means for the money, what to do now, and the alternatives as buttons. */
export function errorScreen(state: ErrorState, w: Words): Screen {
  const { errors, common } = w.t;
  const category = ERRORS[state.code].user;
  const general = isWorded(state.code, errors.codes) ? errors.codes[state.code] : errors.categories[category];
  const words = state.isSupply === true ? errors.restocking : general;
  return {
    text: paragraphs(
      words.title,
      lines(words.what, state.range && w.t.drafts.range(state.range.min, state.range.max)),
      `${errors.labels.money} ${words.money}`,
      `${errors.labels.now} ${words.now}`,
      errors.labels.reference(state.reference),
    ),
    buttons: [
      ...(state.retry && ERRORS[state.code].retry ? [[button(common.retry, state.retry)]] : []),
      ...rows(alternatives(state, w), 2),
      [homeButton(w)],
    ],
  };
}

export interface RateLimitState {
  readonly retryAfterSeconds: number;
  readonly kind: 'message' | 'ticket' | 'callback' | 'api';
}

/** Which words say that it was too much. */
const REASONS = {
  message: 'messages',
  ticket: 'ticketMessages',
  callback: 'what',
  api: 'what',
} as const;

export function rateLimitScreen(state: RateLimitState, w: Words): Screen {
  const { rateLimited, labels } = w.t.errors;
  return {
    text: paragraphs(
      rateLimited.title,
      rateLimited[REASONS[state.kind]],
      rateLimited.back(w.span(state.retryAfterSeconds * 1000)),
      // A message moves no money. The text above says what happened to it.
      state.kind !== 'message' && state.kind !== 'ticket' && `${labels.money} ${rateLimited.money}`,
    ),
    buttons: [[homeButton(w)]],
  };
}

function isWorded<T extends object>(code: ErrorCode, codes: T): code is ErrorCode & keyof T {
  return code in codes;
}

/** Other ways to the same end, by code. */
function alternatives({ code, reference }: ErrorState, w: Words): Button[] {
  const { common, shop } = w.t;
  // The bot puts the code into the ticket, so nobody has to copy it.
  const support = button(
    common.support,
    /^[0-9a-f]{8}$/.test(reference) ? { do: 'ticket_code_{code}', code: reference } : { do: 'create_ticket' },
  );
  const shopButton = button(common.buy, { do: 'buy_stars' });
  const fromBalance = button(shop.withBalance, { do: 'buy_stars_with_balance' });
  switch (code) {
    case 'PROVIDER_UNAVAILABLE':
    case 'CIRCUIT_OPEN':
    case 'PROVIDER_REFUSED':
    case 'PROVIDER_MISMATCH':
      return [fromBalance, button(common.balance, { do: 'balance' }), support];
    case 'INSUFFICIENT_FUNDS':
      return [
        button(common.topUp, { do: 'recharge' }),
        button(shop.withPayment, { do: 'buy_stars_with_payment' }),
      ];
    case 'KEY_REUSED':
      return [shopButton, button(common.history, { do: 'balance_history' })];
    case 'PACKAGE_UNKNOWN':
    case 'PRICE_CHANGED':
    case 'AMOUNT_OUT_OF_RANGE':
    case 'AMOUNT_INVALID':
    case 'REDIS_UNAVAILABLE':
      return [shopButton, button(common.topUp, { do: 'recharge' })];
    case 'DATABASE_UNAVAILABLE':
      return [button(common.help, { do: 'help' })];
    case 'TELEGRAM_UNAVAILABLE':
      return [button(common.balance, { do: 'balance' }), button(common.history, { do: 'balance_history' })];
    case 'ORDER_UNKNOWN':
      return [button(common.history, { do: 'balance_history' }), support];
    case 'TICKET_UNKNOWN':
    case 'TICKET_STATE':
    case 'TICKETS_TOO_MANY':
      return [button(w.t.help.myTickets, { do: 'tickets' }), support];
    case 'DELIVERY_UNKNOWN':
    case 'DELIVERY_STATE':
    case 'DELIVERY_CLAIMED':
      return [sentButton(w), support];
    case 'RECIPIENT_INVALID':
    case 'RECIPIENT_REFUSED':
      return [button(common.send, { do: 'send_stars' }), support];
    case 'SUPPLIER_UNAVAILABLE':
      return [button(common.balance, { do: 'balance' }), support];
    case 'DELIVERY_OFF':
    case 'SWITCHED_OFF':
      return [button(common.balance, { do: 'balance' }), button(common.help, { do: 'help' })];
    default:
      return [support, button(common.help, { do: 'help' })];
  }
}

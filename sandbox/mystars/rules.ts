import { addressList, namedRanges } from '../../src/lib/index.ts';
import { badRequest } from './failure.ts';
import { CURRENCIES, type Currency } from './types.ts';

export const LEAST = 50;
export const MOST = 1_000_000;

const isLoopback = addressList(namedRanges(['loopback']));
const isPrivate = addressList(namedRanges(['linklocal', 'uniquelocal']));

/** Errors: Failure 400. */
export function readType(type: unknown): void {
  if (type !== 'stars') throw badRequest('type must be stars: the imitation sells nothing else');
}

/** Errors: Failure 400. */
export function readQuantity(quantity: unknown): number {
  if (typeof quantity !== 'number' || !Number.isInteger(quantity))
    throw badRequest('quantity must be an integer');
  if (quantity < LEAST || quantity > MOST) throw badRequest(`quantity must be from ${LEAST} to ${MOST}`);
  return quantity;
}

/** Errors: Failure 400. */
export function readCurrency(currency: unknown): Currency {
  if (currency === undefined || currency === null) return 'ton';
  if (typeof currency === 'string' && Object.hasOwn(CURRENCIES, currency)) return currency as Currency;
  throw badRequest('payment_currency must be ton or usdt_ton');
}

/**
 * Only public hosts over https. The imitation has one exception: receivers on this machine itself, also over http.
 * Errors: Failure 400.
 */
export function readCallback(callback: unknown): string | null {
  if (callback === undefined || callback === null) return null;
  if (typeof callback !== 'string' || !URL.canParse(callback)) throw badRequest('callback_url is not valid');
  const { protocol, hostname } = new URL(callback);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (/^https?:$/.test(protocol) && (host === 'localhost' || isLoopback(host))) return callback;
  if (protocol !== 'https:') throw badRequest('callback_url must begin with https://');
  if (isPrivate(host) || !host.includes('.')) throw badRequest('callback_url must be a public host');
  return callback;
}

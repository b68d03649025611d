import { own } from '../../src/lib/index.ts';
import { createHash, randomUUID } from 'node:crypto';
import { dollars, isCoin, isCurrency, knowsNetwork, payable } from './coins.ts';
import { decimal, multiply } from './decimals.ts';
import { refusal } from './failure.ts';
import type { HeleketInvoice } from './types.ts';
import * as rule from './validation.ts';
import { textOf, validate, type Body, type Field } from './validation.ts';
import { priceIn } from './view.ts';
import type { HeleketWorld } from './world.ts';

const CREATE: Readonly<Record<string, Field>> = {
  amount: { rule: rule.amount, required: true },
  currency: { rule: rule.text(1, 10), required: true },
  order_id: { rule: rule.alphaDash(128), required: true },
  network: { rule: rule.text(1, 20) },
  url_return: { rule: rule.url(255) },
  url_success: { rule: rule.url(255) },
  url_callback: { rule: rule.url(255) },
  is_payment_multiple: { rule: rule.bool },
  lifetime: { rule: rule.integer(300, 43_200) },
  to_currency: { rule: rule.text(1, 10) },
  subtract: { rule: rule.integer(0, 100) },
  accuracy_payment_percent: { rule: rule.number(0, 5) },
  additional_data: { rule: rule.text(0, 255) },
  currencies: { rule: rule.list },
  except_currencies: { rule: rule.list },
  course_source: { rule: rule.oneOf('Binance', 'BinanceP2P', 'Exmo', 'Kucoin') },
  from_referral_code: { rule: rule.text(1, 255) },
  discount_percent: { rule: rule.integer(-99, 100) },
  is_refresh: { rule: rule.bool },
  payer_email: { rule: rule.email },
};

/**
 * POST /v1/payment. For an order id that exists, it returns the existing invoice, whatever else was sent. With
 * `is_refresh` an expired one gets a new address and lifetime. Errors: Failure 422, 400.
 */
export function createInvoice(world: HeleketWorld, body: Body): HeleketInvoice {
  validate(body, CREATE);
  const existing = world.byOrder.get(textOf(body['order_id']));
  if (existing) return body['is_refresh'] === true ? refresh(world, existing) : existing;
  const invoice = fromRequest(world, body);
  checkMoney(invoice, body);
  fixCoin(invoice, body);
  world.state.invoices.push(invoice);
  world.byUuid.set(invoice.uuid, invoice);
  world.byOrder.set(invoice.orderId, invoice);
  world.open.add(invoice);
  world.changed();
  return invoice;
}

const textOr = <T>(value: unknown, other: T): string | T =>
  typeof value === 'string' && value !== '' ? value : other;
const numberOr = <T>(value: unknown, other: T): number | T =>
  value === undefined || value === null || value === '' ? other : Number(value);

function fromRequest(world: HeleketWorld, body: Body): HeleketInvoice {
  const now = world.time.now().getTime();
  const lifetime = numberOr(body['lifetime'], 3600);
  return {
    uuid: randomUUID(),
    sequence: world.state.nextSequence++,
    orderId: textOf(body['order_id']),
    amount: textOf(body['amount']),
    currency: textOf(body['currency']).toUpperCase(),
    payerCurrency: null,
    network: null,
    address: null,
    payerAmount: null,
    toCurrency: textOr(body['to_currency'], null)?.toUpperCase() ?? null,
    allowed: allowedCoins(body),
    urlCallback: textOr(body['url_callback'], null),
    urlReturn: textOr(body['url_return'], null),
    urlSuccess: textOr(body['url_success'], null),
    multiple: body['is_payment_multiple'] !== false,
    lifetime,
    subtract: numberOr(body['subtract'], 0),
    accuracy: numberOr(body['accuracy_payment_percent'], 0),
    discountPercent: numberOr(body['discount_percent'], null),
    additionalData: textOr(body['additional_data'], null),
    status: 'check',
    transfers: [],
    hold: false,
    byHand: false,
    refunded: '0',
    refundAddress: null,
    createdAt: now,
    updatedAt: now,
    expiredAt: now + lifetime * 1000,
  };
}

/** Null: all coins. */
function allowedCoins(body: Body): string[] | null {
  const codes = (value: unknown): string[] =>
    Array.isArray(value)
      ? value.map((item: unknown) => textOf((item as { currency?: unknown } | null)?.currency).toUpperCase())
      : [];
  const only = codes(body['currencies']);
  const except = codes(body['except_currencies']);
  if (only.length === 0 && except.length === 0) return null;
  const all = [...new Set(payable().map((item) => item.currency))];
  return (only.length > 0 ? only : all).filter((code) => !except.includes(code));
}

function checkMoney(invoice: HeleketInvoice, body: Body): void {
  if (!isCurrency(invoice.currency)) throw refusal('The currency was not found');
  const network = textOr(body['network'], null);
  if (network !== null && !knowsNetwork(network)) throw refusal('The network was not found');
  if (invoice.toCurrency !== null && !isCoin(invoice.toCurrency))
    throw refusal('Not found service to_currency');
  const value = multiply(decimal(invoice.amount), dollars(invoice.currency));
  if (value < decimal('0.5')) throw refusal('Minimum amount 0.5 USDT');
  if (value > decimal('10000000')) throw refusal('Maximum amount 10000000 USDT');
}

/** A coin together with a network fixes the address at once. Otherwise the payer chooses on the page. */
function fixCoin(invoice: HeleketInvoice, body: Body): void {
  const network = textOr(body['network'], null)?.toLowerCase();
  const coin = invoice.toCurrency ?? (isCoin(invoice.currency) ? invoice.currency : undefined);
  if (coin === undefined || network === undefined) return;
  if (!choices(invoice).some((item) => item.currency === coin && item.network === network))
    throw refusal('The network was not found');
  chooseCoin(invoice, coin, network);
}

/** The payer's choices: the fixed coin, the invoice's own coin, or the allowed ones. */
export function choices(invoice: HeleketInvoice): { currency: string; network: string }[] {
  if (invoice.toCurrency !== null) return payable([invoice.toCurrency]);
  if (invoice.allowed !== null) return payable(invoice.allowed);
  return payable(isCoin(invoice.currency) ? [invoice.currency] : undefined);
}

export function chooseCoin(invoice: HeleketInvoice, coin: string, network: string): void {
  invoice.payerCurrency = coin;
  invoice.network = network;
  invoice.payerAmount = priceIn(invoice, coin);
  invoice.address = newAddress(network);
}

const ADDRESS_FORM: Readonly<Record<string, { prefix: string; length: number }>> = {
  ton: { prefix: 'UQ', length: 48 },
  tron: { prefix: 'T', length: 34 },
  btc: { prefix: 'bc1q', length: 42 },
  ltc: { prefix: 'ltc1q', length: 43 },
  sol: { prefix: '', length: 44 },
};

/** A text that looks like an address of that chain. No wallet belongs to it. */
export function newAddress(network: string): string {
  const { prefix, length } = own(ADDRESS_FORM, network) ?? { prefix: '0x', length: 42 };
  const digest = createHash('sha512').update(randomUUID());
  const body =
    prefix === '0x' || prefix.startsWith('bc') || prefix.startsWith('lt')
      ? digest.digest('hex')
      : digest.digest('base64url');
  return (prefix + body.replace(/[^A-Za-z0-9]/g, 'x')).slice(0, length);
}

/** Only the address, the status and the lifetime change. */
function refresh(world: HeleketWorld, invoice: HeleketInvoice): HeleketInvoice {
  if (invoice.status !== 'cancel') return invoice;
  const now = world.time.now().getTime();
  invoice.status = 'check';
  invoice.expiredAt = now + invoice.lifetime * 1000;
  invoice.updatedAt = now;
  if (invoice.network !== null) invoice.address = newAddress(invoice.network);
  world.open.add(invoice);
  world.changed();
  return invoice;
}

import { decimal, divide, writeDecimal } from './decimals.ts';

/** US dollars for one unit. The rates never change, so that a test can rely on them. */
const COINS: Readonly<Record<string, string>> = {
  TON: '3.20',
  USDT: '1',
  USDC: '1',
  BTC: '95000',
  ETH: '3400',
  TRX: '0.28',
  LTC: '90',
  BNB: '650',
  SOL: '180',
  DOGE: '0.16',
  DASH: '30',
};
const FIATS: Readonly<Record<string, string>> = {
  USD: '1',
  EUR: '1.08',
  RUB: '0.0125',
  KZT: '0.002',
  UAH: '0.024',
  BYN: '0.3',
  UZS: '0.00008',
};
const STABLE = ['USDT', 'USDC'];

export const isCoin = (code: string): boolean => Object.hasOwn(COINS, code);
export const isCurrency = (code: string): boolean => isCoin(code) || Object.hasOwn(FIATS, code);

/** Number of decimals of this currency in answers. */
export const decimalsOf = (code: string): number => (isCoin(code) && !STABLE.includes(code) ? 8 : 2);

/** Only for known currencies. */
export const dollars = (code: string): bigint => decimal(COINS[code] ?? FIATS[code] ?? '1');

interface Service {
  network: string;
  currency: string;
  available: boolean;
  enabled: boolean;
}

const service = (
  currency: string,
  network: string,
  flags: { available?: false; enabled?: false } = {},
): Service => ({
  network,
  currency,
  available: flags.available ?? true,
  enabled: flags.enabled ?? true,
});

/**
 * Coin and network pairs. DASH is down and DOGE is switched off in the merchant's profile, so both must be filtered
 * out.
 */
const SERVICES: readonly Service[] = [
  service('TON', 'TON'),
  service('USDT', 'TON'),
  service('USDT', 'TRON'),
  service('USDT', 'BSC'),
  service('USDT', 'ETH'),
  service('USDC', 'ETH'),
  service('USDC', 'POLYGON'),
  service('BTC', 'BTC'),
  service('ETH', 'ETH'),
  service('TRX', 'TRON'),
  service('LTC', 'LTC'),
  service('BNB', 'BSC'),
  service('SOL', 'SOL'),
  service('DOGE', 'DOGE', { enabled: false }),
  service('DASH', 'DASH', { available: false }),
];

export const COMMISSION_PERCENT = 2;

export function servicesList(): unknown[] {
  return SERVICES.map(({ network, currency, available, enabled }) => ({
    network,
    currency,
    is_available: available,
    is_enabled: enabled,
    limit: {
      min_amount: writeDecimal(divide(decimal('0.5'), dollars(currency)), 8),
      max_amount: '10000000.00000000',
    },
    commission: { fee_amount: '0.00', percent: `${COMMISSION_PERCENT}.00` },
  }));
}

export const knowsNetwork = (network: string): boolean =>
  SERVICES.some((item) => item.network === network.toUpperCase());

/** The coins that a payer can choose, of those named in `only` (all if absent). Networks in lower case. */
export function payable(only?: readonly string[]): { currency: string; network: string }[] {
  return SERVICES.filter(
    (item) => item.available && item.enabled && (!only || only.includes(item.currency)),
  ).map(({ currency, network }) => ({ currency, network: network.toLowerCase() }));
}

export function exchangeRates(from: string): unknown[] {
  return [...Object.keys(COINS), ...Object.keys(FIATS)]
    .filter((to) => to !== from)
    .map((to) => ({
      from,
      to,
      course: writeDecimal(divide(dollars(from), dollars(to)), 8),
      source: 'Sandbox',
    }));
}

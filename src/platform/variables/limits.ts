import { z } from 'zod';
import { seconds, text, whole, wholeBy, flag, type Variable } from './readers.ts';

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
const THIRTY_DAYS = 43_200;

/** Circuit breaker, rate limits, caches, and what the shop accepts. */
export const LIMITS = {
  CIRCUIT_BREAKER_ENABLED: {
    group: 'Circuit breaker',
    about: 'Pause calls to a service that fails.',
    schema: flag,
    default: 'True',
  },
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: {
    group: 'Circuit breaker',
    about: 'How many failures in a row open it.',
    schema: whole(1, 1000),
    default: '5',
  },
  CIRCUIT_BREAKER_RECOVERY_TIMEOUT: {
    group: 'Circuit breaker',
    about: 'After how many seconds it lets one test call through.',
    schema: seconds,
    default: '60',
  },
  CIRCUIT_BREAKER_SUCCESS_THRESHOLD: {
    group: 'Circuit breaker',
    about: 'How many successful test calls close it.',
    schema: whole(1, 100),
    default: '3',
  },
  CIRCUIT_BREAKER_EXPECTED_EXCEPTION: {
    group: 'Circuit breaker',
    about:
      'Kept from the earlier bot. Exception means that every failure of the service counts. No other value is accepted.',
    schema: z.literal('Exception'),
    default: 'Exception',
  },
  RATE_LIMIT_ENABLED: {
    group: 'Rate limits',
    about: 'Limit how much one user may do.',
    schema: flag,
    default: 'True',
  },
  RATE_LIMIT_REQUESTS_PER_MINUTE: {
    group: 'Rate limits',
    about: 'All requests of one user per minute.',
    schema: whole(1, 100_000),
    default: '60',
  },
  RATE_LIMIT_BURST: {
    group: 'Rate limits',
    about: 'Requests of one user per second.',
    schema: whole(1, 10_000),
    default: '10',
  },
  RATE_LIMIT_MESSAGES: {
    group: 'Rate limits',
    about: 'Messages of one user per minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_CALLBACKS: {
    group: 'Rate limits',
    about: 'Button presses of one user per minute.',
    schema: whole(1, 100_000),
    default: '20',
  },
  RATE_LIMIT_API: {
    group: 'Rate limits',
    about: 'Calls to the provider for one user per minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_PAYMENTS: {
    group: 'Rate limits',
    about: 'New payments of one user per minute.',
    schema: whole(1, 100_000),
    default: '2',
  },
  RATE_LIMIT_GLOBAL: {
    group: 'Rate limits',
    about: 'Updates of all users per second.',
    schema: whole(1, 1_000_000),
    default: '1000',
  },
  SESSION_CACHE_TTL: {
    group: 'Caches',
    about: 'How many seconds an unfinished action of a user is kept.',
    schema: seconds,
    default: '1800',
  },
  USER_CACHE_TTL: {
    group: 'Caches',
    about:
      'How many seconds a user is kept in Redis after it was read. The status, balances and prices are never kept there.',
    schema: seconds,
    default: '1800',
  },
  PAYMENT_CACHE_TTL: {
    group: 'Caches',
    about:
      'Kept from the earlier bot. Only 0 is accepted: the state of a payment is money, so it is read from PostgreSQL each time.',
    schema: z.literal(
      '0',
      'must be 0: a payment is read from PostgreSQL each time, because an old state could cost money',
    ),
    default: '0',
  },
  BALANCE_SERVICE_ENABLED: { group: 'Shop', about: 'Offer top-ups.', schema: flag, default: 'True' },
  BALANCE_PURCHASE_ENABLED: {
    group: 'Shop',
    about: 'Offer purchases from the balance.',
    schema: flag,
    default: 'True',
  },
  STAR_COST: {
    group: 'Shop',
    about:
      'What one star costs the shop, in the coin of the prices, such as 0.55. A price below it needs a second person. The price of a supplier in the same coin counts first. Empty: no check.',
    schema: text.regex(/^(\d{1,9}(\.\d{1,9})?)?$/, 'must be a number such as 0.55'),
    default: '',
  },
  MIN_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Smallest number of stars in a custom amount.',
    schema: whole(1, 1_000_000),
    default: '1',
  },
  MAX_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Largest number of stars in a custom amount.',
    schema: whole(1, 1_000_000),
    default: '10000',
  },
  RATE_LIMIT_TICKET_MESSAGES: {
    group: 'Rate limits',
    about:
      'Messages of one user per minute to their own open ticket or its draft. No other limit counts them.',
    schema: whole(1, 100_000),
    default: '60',
  },
  MIN_TOPUP_AMOUNT: {
    group: 'Shop',
    about: 'Smallest top-up, in whole coins.',
    schema: whole(1, 1_000_000),
    default: '10',
  },
  MAX_TOPUP_AMOUNT: {
    group: 'Shop',
    about: 'Largest top-up, in whole coins.',
    schema: whole(1, 1_000_000),
    default: '10000',
  },
  MAX_OPEN_TICKETS: {
    group: 'Support',
    about: 'How many tickets one user may have open at once.',
    schema: whole(1, 1000),
    default: '5',
  },
  TICKET_FIRST_REPLY_MINUTES: {
    group: 'Support',
    about:
      'Minutes until the first answer to a ticket is due, by priority. The time when the ticket waits for the user does not count. A change reaches an open ticket with its next event.',
    schema: wholeBy(PRIORITIES, 1, THIRTY_DAYS),
    default: 'urgent:15,high:60,normal:240,low:1440',
  },
  TICKET_RESOLUTION_MINUTES: {
    group: 'Support',
    about: 'Minutes until a ticket should be resolved, counted in the same way.',
    schema: wholeBy(PRIORITIES, 1, THIRTY_DAYS),
    default: 'urgent:240,high:480,normal:1440,low:4320',
  },
} as const satisfies Record<string, Variable>;

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
    about: 'Failures in a row that open it.',
    schema: whole(1, 1000),
    default: '5',
  },
  CIRCUIT_BREAKER_RECOVERY_TIMEOUT: {
    group: 'Circuit breaker',
    about: 'Seconds until it lets a probe through.',
    schema: seconds,
    default: '60',
  },
  CIRCUIT_BREAKER_SUCCESS_THRESHOLD: {
    group: 'Circuit breaker',
    about: 'Good probes that close it.',
    schema: whole(1, 100),
    default: '3',
  },
  CIRCUIT_BREAKER_EXPECTED_EXCEPTION: {
    group: 'Circuit breaker',
    about: 'Kept from the earlier bot: Exception counts every failure of the service, which is what we do.',
    schema: z.literal('Exception'),
    default: 'Exception',
  },
  RATE_LIMIT_ENABLED: {
    group: 'Rate limits',
    about: 'Limit what one user may do.',
    schema: flag,
    default: 'True',
  },
  RATE_LIMIT_REQUESTS_PER_MINUTE: {
    group: 'Rate limits',
    about: 'Requests of one user a minute in all.',
    schema: whole(1, 100_000),
    default: '60',
  },
  RATE_LIMIT_BURST: {
    group: 'Rate limits',
    about: 'Requests of one user in one second.',
    schema: whole(1, 10_000),
    default: '10',
  },
  RATE_LIMIT_MESSAGES: {
    group: 'Rate limits',
    about: 'Messages of one user a minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_CALLBACKS: {
    group: 'Rate limits',
    about: 'Button presses of one user a minute.',
    schema: whole(1, 100_000),
    default: '20',
  },
  RATE_LIMIT_API: {
    group: 'Rate limits',
    about: 'Provider calls for one user a minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_PAYMENTS: {
    group: 'Rate limits',
    about: 'New payments of one user a minute.',
    schema: whole(1, 100_000),
    default: '2',
  },
  RATE_LIMIT_GLOBAL: {
    group: 'Rate limits',
    about: 'Updates of all users a second.',
    schema: whole(1, 1_000_000),
    default: '1000',
  },
  SESSION_CACHE_TTL: {
    group: 'Caches',
    about: 'Seconds that an unfinished action of a user is kept.',
    schema: seconds,
    default: '1800',
  },
  USER_CACHE_TTL: {
    group: 'Caches',
    about: 'Kept from the earlier bot, without effect: users are read from PostgreSQL each time.',
    schema: seconds,
    default: '1800',
  },
  PAYMENT_CACHE_TTL: {
    group: 'Caches',
    about: 'Kept from the earlier bot, without effect: invoices are read from PostgreSQL each time.',
    schema: seconds,
    default: '900',
  },
  BALANCE_SERVICE_ENABLED: { group: 'Shop', about: 'Top-ups are offered.', schema: flag, default: 'True' },
  BALANCE_PURCHASE_ENABLED: {
    group: 'Shop',
    about: 'Purchases from balance are offered.',
    schema: flag,
    default: 'True',
  },
  STAR_COST: {
    group: 'Shop',
    about:
      'What one star costs the shop, in the coin of prices, such as 0.55; a lower price asks for a second person. The price of a supplier in the same coin goes before it. Empty: not known, not checked.',
    schema: text.regex(/^(\d{1,9}(\.\d{1,9})?)?$/, 'must be a number such as 0.55'),
    default: '',
  },
  MIN_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Fewest stars of a custom amount.',
    schema: whole(1, 1_000_000),
    default: '1',
  },
  MAX_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Most stars of a custom amount.',
    schema: whole(1, 1_000_000),
    default: '10000',
  },
  RATE_LIMIT_TICKET_MESSAGES: {
    group: 'Rate limits',
    about:
      'Messages of one user a minute into an own open ticket, or a draft of one; they count nowhere else.',
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
    about: 'Tickets that one user may have open at once.',
    schema: whole(1, 1000),
    default: '5',
  },
  TICKET_FIRST_REPLY_MINUTES: {
    group: 'Support',
    about:
      'Minutes within which a ticket is first answered, by its priority; time that it waits for the user does not count. A change reaches an open ticket with its next event.',
    schema: wholeBy(PRIORITIES, 1, THIRTY_DAYS),
    default: 'urgent:15,high:60,normal:240,low:1440',
  },
  TICKET_RESOLUTION_MINUTES: {
    group: 'Support',
    about: 'The same for its resolution.',
    schema: wholeBy(PRIORITIES, 1, THIRTY_DAYS),
    default: 'urgent:240,high:480,normal:1440,low:4320',
  },
} as const satisfies Record<string, Variable>;

/** Limits that no test reaches by chance, because tests press more than people do. */
export const GENEROUS = {
  RATE_LIMIT_MESSAGES: '1000',
  RATE_LIMIT_CALLBACKS: '1000',
  RATE_LIMIT_API: '1000',
  RATE_LIMIT_PAYMENTS: '1000',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '10000',
  RATE_LIMIT_BURST: '1000',
} as const;

export { count as limit, createLimiter, type RateKind } from './limiters.ts';
export { checkRate, clearRate, secondsToRoom, showRate } from './rateLimits.ts';

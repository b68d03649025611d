export { count as limit, createLimiter, type RateKind } from './limiters.ts';
export { checkRate, clearRate, showRate } from './rateLimits.ts';
export {
  recordAttempt,
  recordHourly,
  recordSecurityEvent,
  type SecurityEventKind,
} from './securityEvents.ts';

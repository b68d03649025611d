export { count as limit, createLimiter, type RateKind } from './limiters.ts';
export { checkRate, clearRate, hasRoom, showRate } from './rateLimits.ts';
export {
  noteDeepJson,
  recordAttempt,
  recordHourly,
  recordSecurityEvent,
  type SecurityEventKind,
} from './securityEvents.ts';

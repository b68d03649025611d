export * from './fraudEvents.ts';
export { count as limit, createLimiter, type RateKind } from './limiters.ts';
export { checkRate, clearRate, secondsToRoom, showRate } from './rateLimits.ts';
export {
  noteDeepJson,
  recordAttempt,
  recordHourly,
  recordSecurityEvent,
  type SecurityEventKind,
} from './securityEvents.ts';

export type { RateKind } from './limiters.ts';
export { checkRate, clearRate, hasRoom, showRate } from './rateLimits.ts';
export {
  recordAttempt,
  recordHourly,
  recordSecurityEvent,
  type SecurityEventKind,
} from './securityEvents.ts';

export { RATE_KINDS, rateLimits, type RateKind } from './limiters.ts';
export { checkRate, clearRate, showRate, type RateState, type RateVerdict } from './rateLimits.ts';
export { recordSecurityEvent, type SecurityEvent, type SecurityEventKind } from './securityEvents.ts';

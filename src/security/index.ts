export { keepKeysRotated, rotateKeys, SEALED_COLUMNS } from './sealedColumns.ts';
export {
  noteDeepJson,
  recordAttempt,
  recordHourly,
  recordSecurityEvent,
  type SecurityEvent,
  type SecurityEventKind,
} from './securityEvents.ts';
export { raise, raiseAll } from './raise.ts';
export * from './signals.ts';

import { spec } from './spec.ts';

/** System. */
export const SYSTEM_ERRORS = {
  TELEGRAM_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'Telegram does not take the message.',
    'It is tried again.',
  ),
  DATABASE_UNAVAILABLE: spec('unavailable', 'system', 'PostgreSQL does not answer.', 'Check the database.'),
  REDIS_UNAVAILABLE: spec('unavailable', 'system', 'Redis does not answer.', 'Check Redis.'),
  CONFIG_INVALID: spec(
    'invalid',
    'system',
    'Variables are missing or wrong.',
    'Correct every listed variable.',
  ),
  PORT_BUSY: spec(
    'invalid',
    'system',
    'A port is already in use.',
    'Stop the other program or change the port.',
  ),
  INTERNAL: spec('bug', 'system', 'Anything unexpected.', 'Report the reference.'),
} as const;

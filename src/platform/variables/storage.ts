import { z } from 'zod';
import { databaseUrlProblem } from './databaseUrl.ts';
import { cron, text, port, databaseUrl, recipients, seconds, whole, flag, type Variable } from './readers.ts';
import { readKeptDays } from './retention.ts';

/** PostgreSQL and Redis. */
export const STORAGE = {
  DATABASE_URL: {
    group: 'PostgreSQL',
    about:
      'Database address of the application: postgresql://username:password@host/database?sslmode=require (postgresql+asyncpg:// and ssl=require work too). If it is empty, npm start runs its own PostgreSQL.',
    schema: databaseUrl,
    secret: true,
  },
  DATABASE_MIGRATION_URL: {
    group: 'PostgreSQL',
    about:
      'Database address of the owner of the schema. If DATABASE_URL goes through a pooler, this address must not. Empty: DATABASE_URL.',
    schema: text.superRefine((value, context) => {
      const message = value === '' ? undefined : databaseUrlProblem(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
    default: '',
    secret: true,
  },
  DATABASE_ROLE: {
    group: 'PostgreSQL',
    about: 'Database role of every session of the application. Empty: the role of the database user.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_app',
    empty: true,
  },
  DATABASE_PANEL_ROLE: {
    group: 'PostgreSQL',
    about: 'Read-only database role of the back office. Empty: the role of the database user.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_panel',
    empty: true,
  },
  DATABASE_CONTENT_ROLE: {
    group: 'PostgreSQL',
    about:
      'Database role of the forms where staff write texts (FAQ, canned replies). Empty: the role of the database user.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_content',
    empty: true,
  },
  DATABASE_POOL_SIZE: {
    group: 'PostgreSQL',
    about: 'How many connections stay open after their first use.',
    schema: whole(1, 500),
    default: '20',
  },
  DATABASE_MAX_OVERFLOW: {
    group: 'PostgreSQL',
    about: 'How many more connections may open under load. They close when idle.',
    schema: whole(0, 500),
    default: '30',
  },
  RETENTION_DAYS: {
    group: 'PostgreSQL',
    about:
      'Other days than the usual ones for which old rows are kept, as name:days, comma separated (notifications:200,alerts:90). Empty: the usual ones. docs/retention.md has the names and the least days.',
    schema: text.transform((value, context) => {
      const days = readKeptDays(value);
      if (typeof days !== 'string') return days;
      context.addIssue({ code: 'custom', message: days });
      return z.NEVER;
    }),
    default: '',
  },
  REDIS_URL: {
    group: 'Redis',
    about:
      'Address of a single Redis (redis:// or rediss://). Empty: the nodes below. If it is empty and there is no cluster, npm start runs its own Redis.',
    schema: text.regex(/^(rediss?:\/\/\S+)?$/, 'must start with redis://'),
    default: '',
    secret: true,
  },
  REDIS_CLUSTER_ENABLED: {
    group: 'Redis',
    about: 'True: the nodes below form a cluster. False: only the first node is used.',
    schema: flag,
    default: 'False',
  },
  REDIS_MASTER_HOST: { group: 'Redis', about: 'First node.', schema: text.min(1), default: 'redis-node-1' },
  REDIS_MASTER_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7379' },
  REDIS_SLAVE1_HOST: { group: 'Redis', about: 'Second node.', schema: text.min(1), default: 'redis-node-2' },
  REDIS_SLAVE1_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7380' },
  REDIS_SLAVE2_HOST: { group: 'Redis', about: 'Third node.', schema: text.min(1), default: 'redis-node-3' },
  REDIS_SLAVE2_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7381' },
  REDIS_PASSWORD: {
    group: 'Redis',
    about: 'Password of the nodes. May be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  REDIS_TLS: {
    group: 'Redis',
    about: 'Use TLS for connections to the nodes.',
    schema: flag,
    default: 'False',
  },
  REDIS_PREFIX: {
    group: 'Redis',
    about: 'First part of every key, so that one Redis can serve several shops.',
    schema: text.regex(/^[a-z0-9-]{1,32}$/),
    default: 'starboard',
  },
  REDIS_MAX_CONNECTIONS: {
    group: 'Redis',
    about:
      'Most connections that this process may have to one Redis server. If its roles need more, the start is refused and names the number.',
    schema: whole(1, 10_000),
    default: '100',
  },
  REDIS_SOCKET_TIMEOUT: {
    group: 'Redis',
    about: 'How many seconds one command may take.',
    schema: seconds,
    default: '5',
  },
  REDIS_SOCKET_CONNECT_TIMEOUT: {
    group: 'Redis',
    about: 'How many seconds a connection may take to open.',
    schema: seconds,
    default: '5',
  },
  REDIS_RETRY_ON_TIMEOUT: {
    group: 'Redis',
    about: 'Try a command again after a time-out.',
    schema: flag,
    default: 'True',
  },
  BACKUP_DIR: {
    group: 'Backups',
    about: 'Folder where `backup` writes its files.',
    schema: text.min(1),
    default: 'backups',
  },
  BACKUP_RECIPIENTS: {
    group: 'Backups',
    about: 'Public keys that encrypt the backups (age1…), comma separated. `backup keygen` makes one.',
    schema: recipients,
    default: '',
  },
  BACKUP_KEEP: {
    group: 'Backups',
    about: 'How many backups stay in the folder. Older ones are removed after a new one is complete.',
    schema: whole(1, 10_000),
    default: '14',
  },
  BACKUP_SCHEDULE: {
    group: 'Backups',
    about:
      'When a worker makes a backup: a cron expression in UTC, such as 15 3 * * *. Empty: never; call `backup` yourself.',
    schema: cron,
    default: '',
  },
  BACKUP_AFTER_COMMAND: {
    group: 'Backups',
    about:
      'Shell command that copies each finished backup to another place; BACKUP_FILE names the file. It is repeated until it succeeds.',
    schema: text,
    default: '',
  },
  BACKUP_DRILL_SCHEDULE: {
    group: 'Backups',
    about:
      'When a worker restores the newest backup into a scratch database and checks its ledger: a cron expression in UTC, such as 30 4 * * 0. Needs BACKUP_DRILL_IDENTITY. Empty: never.',
    schema: cron,
    default: '',
  },
  BACKUP_DRILL_IDENTITY: {
    group: 'Backups',
    about:
      'File with a private key for drills. Use a key pair of its own, and name its public key in BACKUP_RECIPIENTS beside the others.',
    schema: text,
    default: '',
  },
} as const satisfies Record<string, Variable>;

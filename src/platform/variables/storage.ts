import { databaseUrlProblem } from './databaseUrl.ts';
import { text, port, databaseUrl, recipients, seconds, whole, flag, type Variable } from './readers.ts';

/** PostgreSQL and Redis. */
export const STORAGE = {
  DATABASE_URL: {
    group: 'PostgreSQL',
    about:
      'Connection of the application: postgresql://username:password@host/database?sslmode=require (postgresql+asyncpg:// and ssl=require are understood too). npm start brings its own where this is empty.',
    schema: databaseUrl,
    secret: true,
  },
  DATABASE_MIGRATION_URL: {
    group: 'PostgreSQL',
    about:
      'Connection of the owner of the schema, which goes round a pooler where DATABASE_URL leads through one; empty: DATABASE_URL.',
    schema: text.superRefine((value, context) => {
      const message = value === '' ? undefined : databaseUrlProblem(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
    default: '',
    secret: true,
  },
  DATABASE_ROLE: {
    group: 'PostgreSQL',
    about: 'Role taken by every application session; empty: that of the log-in.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_app',
    empty: true,
  },
  DATABASE_PANEL_ROLE: {
    group: 'PostgreSQL',
    about: 'Read-only role of the back office; empty: that of the log-in.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_panel',
    empty: true,
  },
  DATABASE_CONTENT_ROLE: {
    group: 'PostgreSQL',
    about: 'Role of the forms for texts of staff (FAQ, canned replies); empty: that of the log-in.',
    schema: text.regex(/^\w{0,63}$/, 'must be the name of a role'),
    default: 'starboard_content',
    empty: true,
  },
  DATABASE_POOL_SIZE: {
    group: 'PostgreSQL',
    about: 'Connections that stay open once they were needed.',
    schema: whole(1, 500),
    default: '20',
  },
  DATABASE_MAX_OVERFLOW: {
    group: 'PostgreSQL',
    about: 'More connections under load, closed when idle.',
    schema: whole(0, 500),
    default: '30',
  },
  REDIS_URL: {
    group: 'Redis',
    about:
      'One Redis (redis:// or rediss://); empty: the nodes below. npm start brings its own where this is empty and there is no cluster.',
    schema: text.regex(/^(rediss?:\/\/\S+)?$/, 'must start with redis://'),
    default: '',
    secret: true,
  },
  REDIS_CLUSTER_ENABLED: {
    group: 'Redis',
    about: 'The nodes below form a cluster; False: the first one stands alone.',
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
    about: 'Password of the nodes; may be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  REDIS_TLS: { group: 'Redis', about: 'TLS to the nodes.', schema: flag, default: 'False' },
  REDIS_PREFIX: {
    group: 'Redis',
    about: 'First part of every key, so that one Redis can serve several shops.',
    schema: text.regex(/^[a-z0-9-]{1,32}$/),
    default: 'starboard',
  },
  REDIS_MAX_CONNECTIONS: {
    group: 'Redis',
    about:
      'Kept from the earlier bot, without effect: a process has one connection for commands and two for each queue.',
    schema: whole(1, 10_000),
    default: '100',
  },
  REDIS_SOCKET_TIMEOUT: {
    group: 'Redis',
    about: 'Seconds that one command may take.',
    schema: seconds,
    default: '5',
  },
  REDIS_SOCKET_CONNECT_TIMEOUT: {
    group: 'Redis',
    about: 'Seconds that a connection may take.',
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
    about: 'Folder that `backup` writes into.',
    schema: text.min(1),
    default: 'backups',
  },
  BACKUP_RECIPIENTS: {
    group: 'Backups',
    about: 'Public keys that backups are encrypted for (age1…), comma separated; `backup keygen` makes one.',
    schema: recipients,
    default: '',
  },
  BACKUP_KEEP: {
    group: 'Backups',
    about: 'How many backups stay in the folder; older ones go when a new one is whole.',
    schema: whole(1, 10_000),
    default: '14',
  },
} as const satisfies Record<string, Variable>;

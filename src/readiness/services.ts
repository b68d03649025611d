import { isKeyRefused } from '../payments/index.ts';
import { createMigrator, OLDEST_POSTGRES, probeRedis, unreachable } from '../platform/index.ts';
import { redisPlaces } from '../queue/index.ts';
import { fail, ok, warn, type Check, type Finding, type Installation } from './finding.ts';

/** Signed requests and second factors fail with more. */
const CLOCK_S = 5;

export function reasonOf(error: unknown): string {
  const told = unreachable(error) ?? error;
  return told instanceof Error ? told.message : String(told);
}

export const database: Check = async ({ app }) => {
  const row = await app.db
    .one<{ version: string; number: number; now: Date; most: number }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number,
         clock_timestamp() AS now, current_setting('max_connections')::integer AS most`,
    )
    .catch(reasonOf);
  if (typeof row !== 'object') return [fail('database.away', { reason: row ?? '' })];
  const { config } = app;
  const found: Finding[] = [];
  const major = Math.floor(row.number / 10_000);
  if (major < OLDEST_POSTGRES) found.push(fail('database.old', { version: row.version }));
  const states = await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), app.log).status();
  const pending = states.filter(({ appliedAt }) => !appliedAt).length;
  if (pending > 0) found.push(fail('database.migrations', { count: pending }));
  const seconds = Math.round(Math.abs(row.now.getTime() - Date.now()) / 1000);
  if (seconds > CLOCK_S) found.push(warn('database.clock', { seconds }));
  const wanted =
    pending > 0 ? 0 : (await processes(app)) * (config.DATABASE_POOL_SIZE + config.DATABASE_MAX_OVERFLOW);
  if (wanted > row.most) found.push(warn('database.connections', { wanted, most: row.most }));
  return found.length > 0 ? found : [ok('database.ok', { version: row.version })];
};

/** Processes of the product that are alive. */
async function processes({ db }: Installation['app']): Promise<number> {
  const row = await db.one<{ count: number }>(
    `SELECT count(*)::integer AS count FROM processes WHERE beat_at > now() - interval '1 minute'`,
  );
  return row?.count ?? 0;
}

export const redis: Check = async ({ app }) => {
  const { reads, writes, reason = '', evicts } = await probeRedis(app.redis, redisPlaces(app));
  if (!reads) return [fail('redis.away', { reason })];
  if (!writes) return [fail('redis.writes', { reason })];
  return [evicts === undefined ? ok('redis.ok') : fail('redis.evicts', { policy: evicts })];
};

export const telegram: Check = async ({ app, webhook }) => {
  const info = await webhook.info().catch(reasonOf);
  if (typeof info === 'string') return [fail('telegram.away', { reason: info })];
  const found: Finding[] = [ok('telegram.ok')];
  const { url, last_error_message: reason, last_error_date: date } = info;
  const ours = `${app.config.publicUrl}${app.config.WEBHOOK_PATH}`;
  const isPolling = app.config.botMode === 'polling';
  if (url !== undefined && url !== '' && (isPolling || url !== ours))
    found.push(fail('webhook.foreign', { url }));
  else if (isPolling) found.push(ok('webhook.polling'));
  else if (url !== ours) found.push(fail('webhook.missing'));
  else if (date !== undefined && Date.now() / 1000 - date < 3600)
    found.push(fail('webhook.errors', { reason: reason ?? '' }));
  else found.push(ok('webhook.ok', { url }));
  return found;
};

export const heleket: Check = async ({ app }) => {
  const { config } = app;
  const coin = config.PAYMENT_ASSET;
  const services = await app.provider
    .services()
    .catch((error: unknown) => (isKeyRefused(error) ? 'the key is refused' : reasonOf(error)));
  if (typeof services === 'string') return [fail('heleket.away', { reason: services })];
  const isThere = services.some(({ currency, usable }) => currency === coin && usable);
  const found = [isThere ? ok('heleket.ok', { coin }) : fail('heleket.coin', { coin })];
  const network = config.HELEKET_NETWORK;
  const isOn = services.some(
    (one) => one.currency === coin && one.network.toUpperCase() === network && one.usable,
  );
  // The provider would refuse each invoice.
  if (isThere && network !== '' && !isOn) found.push(fail('heleket.network', { coin, network }));
  if (config.ROLES.includes('worker') && config.HELEKET_PAYOUT_KEY.reveal() === '')
    found.push(warn('heleket.payout'));
  return found;
};

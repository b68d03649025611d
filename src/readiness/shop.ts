import { readBackups } from '../backup/index.ts';
import { readSigns } from '../health/index.ts';
import { listPackages } from '../shop/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';
import { fail, ok, warn, type Check, type Finding } from './finding.ts';

export const mode: Check = async ({ app: { config } }) => {
  if (config.sandbox) return [warn('mode.sandbox')];
  return [config.ENVIRONMENT === 'production' ? ok('mode.production') : warn('mode.trial')];
};

export const staff: Check = async ({ app }) => {
  const row = await app.db.one<{ count: number }>(
    `SELECT count(*)::integer AS count FROM staff WHERE role = 'admin' AND disabled_at IS NULL`,
  );
  const count = row?.count ?? 0;
  if (count === 0) return [fail('staff.none')];
  return [count === 1 ? warn('staff.one') : ok('staff.ok', { count })];
};

export const packages: Check = async ({ app }) => {
  const count = (await listPackages(app)).length;
  return [count === 0 ? fail('packages.none') : ok('packages.ok', { count })];
};

export const delivery: Check = async ({ app: { config, suppliers } }) => {
  if (config.DELIVERY === 'off') return [warn('delivery.off')];
  if (config.DELIVERY === 'manual') return [ok('delivery.manual')];
  const name = config.DELIVERY_SUPPLIER;
  const supplier = suppliers[name];
  if (!supplier) return [fail('delivery.key', { supplier: name })];
  const quotes = await supplier.quote([CAPABILITIES[name].min]);
  const float = await supplier.float();
  const away = [quotes, float].find(({ is }) => is === 'later');
  if (away?.is === 'later') return [fail('delivery.away', { supplier: name, reason: away.why })];
  return [ok('delivery.ok', { supplier: name })];
};

export const backups: Check = async ({ app: { config, db } }) => {
  if (config.BACKUP_RECIPIENTS.length === 0) return [warn('backup.none')];
  const { good, goodDrill } = await readBackups(db);
  if (!good) return [fail('backup.first')];
  const found: Finding[] = [ok('backup.ok', { at: good.startedAt.toISOString() })];
  if (config.BACKUP_AFTER_COMMAND === '') found.push(warn('backup.here'));
  if (!goodDrill) found.push(warn('backup.untried'));
  return found;
};

export const metrics: Check = async ({ app }) => [
  app.config.METRICS_TOKEN.reveal() === '' ? warn('metrics.none') : ok('metrics.ok'),
];

/** Signs of a running product; what the other checks say too is left to them. */
export const health: Check = async ({ app }) => {
  const signs = (await readSigns(app)).filter(({ name }) => !/^(redis|backup)\b/.test(name));
  if (signs.length === 0) return [ok('health.ok')];
  return signs.map(({ name, severity, text }) =>
    (severity === 'unhealthy' ? fail : warn)('health.sign', { name, text }),
  );
};

import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from '../../../scripts/services/run.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** What stays behind: the trial shall meet no file of the operator, and the image brings its own modules. */
const LEFT = new Set(['.git', 'node_modules', '.env', '.data', 'backups', 'adminjs-build']);

const TRUSTED = 'test/deploy/trial/trusted.pem';

/** Name of nginx inside the network, which Telegram and Heleket call here. */
export const HOST = 'nginx';

/** A copy of the project with its own certificate and `.env`, as an operator makes them. */
export function makeFolder(playedPort: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'starboard-trial-'));
  cpSync(ROOT, folder, {
    recursive: true,
    filter: (file) => !LEFT.has(path.relative(ROOT, file)) && !/\bssl\/.*\.pem$/.test(file),
  });
  runToEnd(path.join(folder, 'ssl/generate-ssl.sh'), [HOST, 'admin.localhost', 'localhost']);
  // The container of the played services must read it, and the key's folder is closed to its user.
  copyFileSync(path.join(folder, 'ssl/cert.pem'), path.join(folder, TRUSTED));
  chmodSync(path.join(folder, TRUSTED), 0o644);
  const lines = Object.entries(settings(playedPort)).map(([name, value]) => `${name}=${value}`);
  writeFileSync(path.join(folder, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
  return folder;
}

function settings(playedPort: number): Record<string, string> {
  const secret = (): string => randomBytes(24).toString('hex');
  const postgres = secret();
  return {
    COMPOSE_PROFILES: 'postgres',
    POSTGRES_PASSWORD: postgres,
    REDIS_PASSWORD: secret(),
    DATABASE_URL: `postgresql://starboard:${postgres}@postgres:5432/starboard`,
    ENVIRONMENT: 'production',
    WEBHOOK_HOST: HOST,
    WEBHOOK_SECRET: secret(),
    ADMIN_ORIGIN: 'https://admin.localhost',
    SESSION_SECRET: secret(),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    METRICS_TOKEN: secret(),
    TELEGRAM_TOKEN: `7000000001:${secret()}`,
    TELEGRAM_API_ROOT: 'http://played:8090/telegram',
    MERCHANT_UUID: '4a1d2c5e-0b0b-4c55-9d9f-2f6d3d1f7a10',
    API_KEY: secret(),
    HELEKET_PAYOUT_KEY: secret(),
    HELEKET_API_URL: 'http://played:8090/heleket',
    DELIVERY: 'supplier',
    DELIVERY_SUPPLIER: 'istar',
    ISTAR_API_URL: 'http://played:8090/istar',
    ISTAR_API_KEY: secret(),
    ISTAR_WEBHOOK_SECRET: secret(),
    PLAYED_PORT: String(playedPort),
  };
}

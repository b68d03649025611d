import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { signBody } from '../../src/payments/index.ts';
import { makeInvoices, type Shop } from './shop.ts';

const SCRIPT = fileURLToPath(new URL('webhookServer.ts', import.meta.url));
const CALLERS = 32;

export interface Accepted {
  perSecond: number;
  p99Ms: number;
}

/** Webhooks accepted per second: by the product (verified, stored with its job, answered), or by a bare handler. */
export async function measureWebhooks(
  shop: Shop,
  server: 'product' | 'bare',
  { name, count }: { name: string; count: number },
): Promise<Accepted> {
  if (server === 'product') await makeInvoices(shop, { name, count, spreadMs: 60_000 });
  const bodies = Array.from({ length: count }, (_, n) => webhook(shop, `${name}${n + 1}`));
  const child = spawn(process.execPath, [SCRIPT, server], {
    env: shop.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const origin = `http://127.0.0.1:${shop.environment['WEBHOOK_PORT']}`;
  const pool = new Pool(origin, { connections: CALLERS });
  const times: number[] = [];
  const send = async (body: string, isMeasured: boolean): Promise<void> => {
    const started = performance.now();
    const response = await pool.request({
      method: 'POST',
      path: '/webhooks/heleket',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await response.body.dump();
    if (response.statusCode !== 200) throw new Error(`${server} answered ${response.statusCode}`);
    if (isMeasured) times.push(performance.now() - started);
  };
  try {
    const warm = bodies.splice(0, Math.min(500, count / 10));
    await inTurn(warm, (body) => send(body, false));
    const started = performance.now();
    await inTurn(bodies, (body) => send(body, true));
    const perSecond = (times.length / (performance.now() - started)) * 1000;
    times.sort((a, b) => a - b);
    return { perSecond, p99Ms: times[Math.floor(times.length * 0.99)] ?? 0 };
  } finally {
    await pool.close();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

async function inTurn(bodies: readonly string[], send: (body: string) => Promise<void>): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(body);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

function webhook(shop: Shop, name: string): string {
  const text = JSON.stringify({
    type: 'payment',
    uuid: name,
    order_id: name,
    amount: '95.00000000',
    payment_amount: '95.00000000',
    payment_amount_usd: '304.00',
    merchant_amount: '93.10000000',
    commission: '1.90000000',
    is_final: true,
    status: 'paid',
    from: 'UQBvW8Z5huBkMJYdnfAEM5JqTNkuWX3diqYENkWsIL0XggGG',
    wallet_address_uuid: null,
    network: 'ton',
    currency: 'TON',
    payer_currency: 'TON',
    additional_data: null,
    txid: '0'.repeat(64),
  });
  return `${text.slice(0, -1)},"sign":"${signBody(text, shop.app.config.API_KEY.reveal())}"}`;
}

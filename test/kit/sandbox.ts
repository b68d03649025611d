import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.ts';
import { atEnd } from './atEnd.ts';
import { createPlayer, type Player } from './player.ts';
import { TestClock, type TestContext } from './testContext.ts';

export const TOKEN = '100000001:sandbox-token-for-tests';
export const PAYMENT_KEY = 'test-payment-key-0001';
export const PAYOUT_KEY = 'test-payout-key-0001';
export const MERCHANT = '00000000-0000-4000-8000-000000000009';

export interface BotAnswer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

export interface HeleketAnswer {
  status: number;
  body: { state?: number; result?: unknown; message?: string; errors?: Record<string, string[]> };
}

export interface OpenSandbox {
  sandbox: Sandbox;
  player: Player;
  clock: TestClock;
  bot: (method: string, body?: unknown) => Promise<BotAnswer>;
  /** A method that must succeed. */
  done: <T = Record<string, unknown>>(method: string, body?: unknown) => Promise<T>;
  heleket: (path: string, body?: unknown, options?: { key?: string; raw?: string }) => Promise<HeleketAnswer>;
}

/** The imitations that a context's configuration names. They end with the test file. */
export async function sandboxOf(
  { config, log, clock }: TestContext,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const sandbox = await createSandbox({
    port: config.SANDBOX_PORT,
    telegramToken: config.TELEGRAM_TOKEN.reveal(),
    merchant: config.MERCHANT_UUID,
    paymentKey: config.API_KEY.reveal(),
    payoutKey: config.HELEKET_PAYOUT_KEY.reveal(),
    log,
    clock,
    ...options,
  });
  atEnd(() => sandbox.close());
  return sandbox;
}

/** A sandbox for the calling file only, with a clock that the test moves. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<OpenSandbox> {
  const clock = new TestClock();
  const sandbox = await createSandbox({
    port: 0,
    telegramToken: TOKEN,
    merchant: MERCHANT,
    paymentKey: PAYMENT_KEY,
    payoutKey: PAYOUT_KEY,
    log: pino({ level: 'silent' }),
    clock,
    floodLimits: false,
    ...options,
  });
  atEnd(() => sandbox.close());
  const bot = async (method: string, body: unknown = {}): Promise<BotAnswer> => {
    const response = await fetch(`${sandbox.telegramRoot}/bot${TOKEN}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as BotAnswer;
  };
  return {
    sandbox,
    clock,
    player: createPlayer(sandbox.url),
    bot,
    async done<T>(method: string, body?: unknown) {
      const answer = await bot(method, body);
      if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
      return answer.result as T;
    },
    async heleket(path, body, { key = PAYMENT_KEY, raw } = {}) {
      const text = raw ?? (body === undefined ? '' : JSON.stringify(body));
      const response = await fetch(`${sandbox.heleketUrl}/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', merchant: MERCHANT, sign: sign(text, key) },
        body: text,
      });
      return { status: response.status, body: (await response.json()) as HeleketAnswer['body'] };
    },
  };
}

/** The published formula. It is written here a second time on purpose. */
export function sign(text: string, key: string): string {
  return createHash('md5')
    .update(Buffer.from(text, 'utf8').toString('base64') + key)
    .digest('hex');
}

export interface Received {
  headers: IncomingMessage['headers'];
  body: string;
}

/** A web server that keeps the requests it gets and answers with `answer` (an HTTP status, or status and body). */
export async function createHook(
  answer: (
    request: Received,
    index: number,
  ) => number | { status: number; body: string } | Promise<number> = () => 200,
): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const item = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(item);
      const given = await answer(item, received.length - 1);
      const { status, body } = typeof given === 'number' ? { status: given, body: '' } : given;
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, server };
}

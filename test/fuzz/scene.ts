import { once } from 'node:events';
import path from 'node:path';
import fc from 'fast-check';
import { generateSync } from 'otplib';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../scripts/services/ports.ts';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { DEMO_STAFF } from '../../scripts/demo/staff.ts';
import { createApp, type App } from '../../src/app.ts';
import { Secret } from '../../src/lib/index.ts';
import { createLogger, loadConfig } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { Browser } from '../kit/office.ts';
import { startProduct, type Product } from '../kit/product.ts';
import { SEED } from './hostile.ts';

const AT_ONCE = 16;

/** The whole product as a process of its own, with demo data, and a look at what it says and holds. */
export interface Scene {
  readonly product: Product;
  readonly app: App;
  /** Runs `send` for so many generated cases, some of them at the same time. */
  each<T>(cases: fc.Arbitrary<T>, count: number, send: (value: T) => Promise<unknown>): Promise<void>;
  /** Reads an answer: it is no 5xx, has the headers that protect browsers, and tells nothing of the inside. */
  read(what: string, response: Response): Promise<string>;
  /** Fails if a text tells something of the inside. */
  harmless(what: string, text: string): void;
  /** A browser of this demo person. */
  logIn(login: string): Promise<Browser>;
  /** Bytes in use after the rubbish is collected. */
  heapUsed(): Promise<number>;
}

export async function openScene(): Promise<Scene> {
  const inspector = await freePort();
  const product = await startProduct({
    BOT_MODE: 'webhook',
    METRICS_TOKEN: 'metrics-token-of-the-fuzz-test',
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}`,
  });
  const config = loadConfig(product.environment);
  const app = createApp(config, { log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }) });
  atEnd(() => app.close());
  await seedDemo(app);

  const secrets = Object.values(config).flatMap((value) =>
    value instanceof Secret && value.reveal().length > 7 ? [value.reveal()] : [],
  );
  const inside = [...secrets, path.resolve(import.meta.dirname, '../..'), 'node_modules', 'node:internal'];
  const harmless = (what: string, text: string): void => {
    expect(
      inside.filter((secret) => text.includes(secret)),
      what,
    ).toEqual([]);
    expect(text.match(INSIDE)?.[0], what).toBeUndefined();
  };
  return {
    product,
    app,
    harmless,
    each: async (cases, count, send) => {
      const all = fc.sample(cases, { numRuns: count, seed: SEED });
      const failures: string[] = [];
      const lane = async (): Promise<void> => {
        for (let next = all.shift(); next !== undefined; next = all.shift())
          await send(next).catch((error: unknown) => failures.push(String(error).slice(0, 600)));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      expect(failures.slice(0, 20), `${failures.length} failures`).toEqual([]);
    },
    read: async (what, response) => {
      const text = await response.text();
      expect(response.status, `${what}: ${text.slice(0, 300)}`).toBeLessThan(500);
      expect(guards(response), what).toEqual(GUARDS);
      harmless(what, text);
      return text;
    },
    logIn: (login) => logIn(product, login),
    heapUsed: () => heapUsed(inspector),
  };
}

/** Words of PostgreSQL, of our SQL, and of a stack. */
const INSIDE =
  /\n\s+at .+:\d+:\d+|\bSELECT .+ FROM |INSERT INTO |violates (?:check|unique|not-null|foreign)|invalid input syntax|syntax error at|out of range for type|relation "|\bECONN|\bENOENT|TypeError|RangeError|ZodError/;

/** The headers that every answer of both ports has, refusals too. */
const GUARDS = { sniffing: 'nosniff', policy: true, server: null };

function guards({ headers }: Response): typeof GUARDS | Record<string, unknown> {
  return {
    sniffing: headers.get('x-content-type-options'),
    policy: headers.get('content-security-policy')?.includes("default-src 'none'") === true,
    server: headers.get('x-powered-by') ?? headers.get('server'),
  };
}

async function logIn(product: Product, login: string): Promise<Browser> {
  const person = DEMO_STAFF.find((one) => one.login === login);
  if (!person) throw new Error(`nobody is ${login}`);
  const browser = new Browser(product.adminUrl);
  const first = await browser.form('/login', { email: person.email, password: person.password, next: '' });
  expect(first.status).toBe(303);
  if (person.totpSecret === undefined) return browser;
  await browser.get('/login/code');
  const second = await browser.form('/login/code', {
    code: generateSync({ secret: person.totpSecret }),
    next: '',
  });
  expect(second.headers.get('location')).toContain('/admin');
  return browser;
}

/** Asks the process itself, over the port of its debugger. */
async function heapUsed(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  const ask = async (id: number, method: string): Promise<{ result: { usedSize: number } }> => {
    socket.send(JSON.stringify({ id, method }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    return JSON.parse(data.toString()) as { result: { usedSize: number } };
  };
  await ask(1, 'HeapProfiler.collectGarbage');
  const { result } = await ask(2, 'Runtime.getHeapUsage');
  socket.terminate();
  return result.usedSize;
}

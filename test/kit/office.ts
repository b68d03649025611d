import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { hireWithPassword, PASSWORD } from './hire.ts';
import { createApp, type App } from '../../src/app.ts';
import { createAdmin } from '../../src/admin/index.ts';
import { previewShop } from '../../src/bot/index.ts';
import { createMetrics } from '../../src/metrics/index.ts';
import { currentCode, ROLES_WITH_TOTP, type Role, type StaffMember } from '../../src/staff/index.ts';
import { atEnd } from './atEnd.ts';
import { createTestContext, type TestContext } from './testContext.ts';

/** A back office that listens, with a person of each role, for one test file. */
export interface Office {
  readonly context: TestContext;
  readonly app: App;
  readonly origin: string;
  readonly staff: Readonly<Record<Role, StaffMember>>;
  /** A browser in which this person is logged in: the first one of a role, or any person with a password. */
  logIn(who: Role | Pick<StaffMember, 'id' | 'email' | 'role'>, browser?: Browser): Promise<Browser>;
  /** A browser in which nobody is logged in. */
  visit(): Browser;
}

export async function openOffice(
  environment: Record<string, string> = {},
  showTyping: (ticketId: string) => Promise<void> = async () => {},
  postgresUrl?: string,
): Promise<Office> {
  const context = await createTestContext(environment, postgresUrl);
  const app = createApp(context.config, { clock: context.clock, log: context.log });
  const metrics = createMetrics(app);
  const admin = await createAdmin(app, {
    metrics: metrics.route,
    previewShop: (state) => previewShop(context.config, state),
    webhook: { info: async () => ({ url: '' }) },
    showTyping,
  });
  const server = admin.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  admin.attach(server);
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await admin.close();
    await metrics.close();
    await app.close();
  });
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const hired = (role: Role): Promise<StaffMember> =>
    hireWithPassword(context, role, { email: `${role}@example.com` });
  const staff = {
    support: await hired('support'),
    finance: await hired('finance'),
    admin: await hired('admin'),
    auditor: await hired('auditor'),
  };
  const office: Office = {
    context,
    app,
    origin,
    staff,
    visit: () => new Browser(origin),
    logIn: async (who, browser = new Browser(origin)) => {
      const person = typeof who === 'string' ? staff[who] : who;
      const first = await browser.form('/login', { email: person.email, password: PASSWORD, next: '' });
      expect(first.status).toBe(303);
      if (ROLES_WITH_TOTP.includes(person.role)) await enterCode(office, browser, person.id);
      return browser;
    },
  };
  return office;
}

let turns: Promise<unknown> = Promise.resolve();

/**
 * Types the present code. The clock moves on first, because a code counts once. People who come together take turns,
 * because the clock is that of all, and the code of one would be over when it moves for the next.
 */
export function enterCode(office: Office, browser: Browser, staffId: bigint): Promise<Response> {
  const turn = turns.then(() => typeCode(office, browser, staffId));
  turns = turn.catch(() => undefined);
  return turn;
}

async function typeCode(office: Office, browser: Browser, staffId: bigint): Promise<Response> {
  await browser.get('/login/code');
  office.context.clock.advance(60_000);
  return browser.form('/login/code', {
    code: await currentCode(office.app, staffId),
    next: '',
  });
}

/** Acts like a browser: keeps cookies, sends its origin, does not follow redirects by itself. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers });
  }

  form(path: string, fields: Record<string, string>): Promise<Response> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  post(path: string, data: unknown = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: JSON.stringify(data),
      headers: { 'content-type': 'application/json' },
    });
  }

  async json<T = Record<string, unknown>>(path: string): Promise<T> {
    const response = await this.get(path);
    expect(response.status, path).toBe(200);
    return (await response.json()) as T;
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('origin') && init.method !== undefined) headers.set('origin', this.#origin);
    if (headers.get('origin') === 'none') headers.delete('origin');
    if (this.#cookies.size > 0) headers.set('cookie', this.cookie());
    const response = await fetch(this.#origin + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }
}

export interface AdminAnswer {
  record?: { params: Record<string, unknown> };
  records?: { params: Record<string, unknown>; id: string }[];
  meta?: { total: number };
  notice?: { type: string; message: string };
  [key: string]: unknown;
}

/** Performs an action of a record and returns the answer. */
export async function act(browser: Browser, address: string, data: unknown = {}): Promise<AdminAnswer> {
  const response = await browser.post(`/admin/api/resources/${address}`, data);
  expect(response.status, address).toBe(200);
  return (await response.json()) as AdminAnswer;
}

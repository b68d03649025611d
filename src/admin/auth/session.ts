import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { HOUR_MS } from '../../lib/index.ts';
import type { App } from '../../app.ts';

declare module 'express-session' {
  interface SessionData {
    passport: { user?: string };
    /** True after every step of the log-in is done. Without it a session opens nothing except the next step. */
    complete: boolean;
    ip: string | null;
    userAgent: string;
    /** When the person logged in, ISO 8601. */
    since: string;
  }
}

/** A session ends after this much idle time, and in any case after {@link LONGEST_SESSION_MS}. */
const IDLE_MS = HOUR_MS;
const LONGEST_SESSION_MS = 12 * HOUR_MS;

/** Whether the person has to log in again, however busy the session was. `since` is when the person logged in. */
export function isTooOld({ clock }: Pick<App, 'clock'>, since: string | undefined): boolean {
  return !(clock.now().getTime() - Date.parse(since ?? '') < LONGEST_SESSION_MS);
}

/** Sessions are in PostgreSQL (`staff_sessions`), so that they survive a restart and can be listed and revoked. */
export function createSessions(app: App): { middleware: RequestHandler; close(): Promise<void> } {
  const { config, log } = app;
  const secure = config.adminOrigin.startsWith('https:');
  const Store = connectPgSimple(session);
  const store = new Store({
    // Use our own connection pool, as everything else does. It sets role and time-outs, also behind a pooler.
    pool: { query: (text: string, values: unknown[]) => app.db.query(text, values) } as never,
    tableName: 'staff_sessions',
    errorLog: (...problem: unknown[]) =>
      log.warn({ problem: problem.map(String) }, 'the session store failed'),
  });
  const middleware = session({
    store,
    secret: config.SESSION_SECRET.reveal(),
    // Browsers take a __Host- cookie only over HTTPS. A neighbouring subdomain cannot set such a cookie.
    name: secure ? '__Host-starboard' : 'starboard',
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: IDLE_MS },
  });
  return { middleware, close: () => Promise.resolve(store.close()) };
}

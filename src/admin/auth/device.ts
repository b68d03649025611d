import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { DAY_MS } from '../../lib/index.ts';
import type { Config } from '../../platform/index.ts';

/** Longer than any evidence counts. Chromium keeps a cookie for at most 400 days. */
const KEPT_MS = 400 * DAY_MS;

type Settings = Pick<Config, 'SESSION_SECRET' | 'adminOrigin'>;

/**
 * Reads the cookie of the browser, which outlives sessions. Two accounts used in one browser do not count as two
 * people. Only a value that we signed counts, so nobody can make up the cookie of another browser.
 */
export function recogniseDevice(config: Settings): RequestHandler {
  return (request, response, next) => {
    const [, id, mark] =
      new RegExp(`(?:^|; )${nameOf(config)}=([\\w-]{20,60})\\.([\\w-]{43})(?:;|$)`).exec(
        request.headers.cookie ?? '',
      ) ?? [];
    if (id !== undefined && mark !== undefined && isOurs(config, id, mark)) response.locals['device'] = id;
    next();
  };
}

/** Gives the browser its cookie, or renews the one that it has. Called when a log-in is complete. */
export function keepDevice(config: Settings, response: Response): string {
  const known: unknown = response.locals['device'];
  const id = typeof known === 'string' ? known : randomBytes(24).toString('base64url');
  response.locals['device'] = id;
  response.cookie(nameOf(config), `${id}.${markOf(config, id)}`, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(config),
    path: '/',
    maxAge: KEPT_MS,
  });
  return id;
}

export function deviceOf(request: Request): string | undefined {
  const device: unknown = request.res?.locals['device'];
  return typeof device === 'string' ? device : undefined;
}

const isSecure = ({ adminOrigin }: Settings): boolean => adminOrigin.startsWith('https:');
const nameOf = (config: Settings): string =>
  isSecure(config) ? '__Host-starboard-device' : 'starboard-device';

function markOf({ SESSION_SECRET }: Settings, id: string): string {
  return createHmac('sha256', SESSION_SECRET.reveal()).update(`device:${id}`).digest('base64url');
}

function isOurs(config: Settings, id: string, mark: string): boolean {
  const expected = Buffer.from(markOf(config, id));
  const given = Buffer.from(mark);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

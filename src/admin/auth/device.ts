import { createHmac, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { App } from '../../app.ts';
import { sameText } from '../../payments/index.ts';

/** As long as browsers keep a cookie at most. */
const KEPT_MS = 400 * 24 * 60 * 60_000;

/**
 * The browser in which somebody has logged in completely before: one cookie with an id, signed by us and kept when the
 * person logs out. Which people it stands for is in `staff_places`. Undefined without one, or with one that we did not sign.
 */
export function deviceOf({ config }: App, request: Request): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const prefix = `${nameFor(config)}=`;
  const value = cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length) ?? '';
  const [id = '', sign = ''] = value.split('.');
  return /^[\w-]{24}$/.test(id) && sameText(sign, signOf(config, id)) ? id : undefined;
}

/** Gives the browser its cookie, or the one that it has for another while; gives its id. */
export function keepDevice(app: App, request: Request, response: Response): string {
  const id = deviceOf(app, request) ?? randomBytes(18).toString('base64url');
  response.cookie(nameFor(app.config), `${id}.${signOf(app.config, id)}`, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app.config),
    path: '/',
    maxAge: KEPT_MS,
  });
  return id;
}

function signOf({ SESSION_SECRET }: App['config'], id: string): string {
  return createHmac('sha256', SESSION_SECRET.reveal()).update(`device ${id}`).digest('base64url');
}

function nameFor(config: App['config']): string {
  return isSecure(config) ? '__Host-starboard-device' : 'starboard-device';
}

function isSecure({ adminOrigin }: App['config']): boolean {
  return adminOrigin.startsWith('https:');
}

import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { App } from '../../app.ts';
import { PATHS } from '../access/paths.ts';
import { staffOf } from './identity.ts';
import { isTooOld } from './session.ts';

/**
 * Lets a session pass only if its log-in is complete and not too old. Otherwise a page goes to the log-in, and an API
 * call gets 401.
 */
export function createGate(app: Pick<App, 'clock'>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const staff = staffOf(request);
    if (staff && !isTooOld(app, request.session.since)) return next();
    if (
      request.method === 'GET' &&
      !request.originalUrl.includes('/api/') &&
      request.accepts('html') !== false
    )
      return response.redirect(303, `${PATHS.login}?next=${encodeURIComponent(request.originalUrl)}`);
    response.status(401).json({ code: 'NOT_LOGGED_IN' });
  };
}

/** Where to go after the log-in. Only a path of the back office: never another host, and not AdminJS's own log-in. */
export function safeNext(value: unknown): string {
  return typeof value === 'string' &&
    /^\/(admin|account)(?![^/?#])[^\\\s]*$/.test(value) &&
    !/^\/admin\/log(in|out)(?![^/?#])/.test(value)
    ? value
    : PATHS.root;
}

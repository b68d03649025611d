import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/**
 * Refuses every change that does not come from our own pages (AdminJS and Bull Board have no token against
 * cross-site requests). `configured` is ADMIN_ORIGIN; without it the address of the request itself counts.
 */
export function sameOriginOnly(configured: string): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const own = configured || `${request.protocol}://${request.host}`;
    if (isOwnOrigin(request, own)) return next();
    response.status(403).json({ code: 'FORBIDDEN' });
  };
}

export function isOwnOrigin(request: IncomingMessage, own: string): boolean {
  const site = request.headers['sec-fetch-site'];
  return request.headers.origin === own && (site === undefined || site === 'same-origin');
}

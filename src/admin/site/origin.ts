import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Request, RequestHandler } from 'express';
import type { Config, Logger } from '../../platform/index.ts';

/** Names under which a browser on this machine reaches us. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins of our own pages. They follow from the configuration and from the port of the connection. What a request
 * says about its host does not count, because anybody can write it.
 */
function ownOrigins(config: Pick<Config, 'ADMIN_ORIGIN' | 'adminOrigin'>, socket: Socket): readonly string[] {
  if (config.ADMIN_ORIGIN !== '') return [config.adminOrigin];
  return LOOPBACK.map((host) => `http://${host}:${socket.localPort}`);
}

/**
 * Refuses every change that does not come from our own pages, because AdminJS and Bull Board have no token against
 * cross-site requests.
 */
export function sameOriginOnly({ config, log }: { config: Config; log: Logger }): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isOwnOrigin(request, config)) return next();
    log.warn(
      { origin: request.headers.origin?.slice(0, 200), wanted: config.adminOrigin, path: request.path },
      'a change was refused: it comes from another origin than ADMIN_ORIGIN',
    );
    response.status(403).json({ code: 'FORBIDDEN' });
  };
}

export function isOwnOrigin(
  request: IncomingMessage,
  config: Pick<Config, 'ADMIN_ORIGIN' | 'adminOrigin'>,
): boolean {
  const site = request.headers['sec-fetch-site'];
  const { origin = '' } = request.headers;
  return (
    ownOrigins(config, request.socket).includes(origin) && (site === undefined || site === 'same-origin')
  );
}

/**
 * Why a log-in under this address would lead nowhere. `proxy`: the browser keeps our cookie only over HTTPS, and no
 * trusted proxy says that this is HTTPS. `address`: our pages take changes only from another address. The request is
 * not trusted here. It only decides which hint the person gets.
 */
export function addressProblem(
  request: Request,
  config: Pick<Config, 'ADMIN_ORIGIN' | 'adminOrigin'>,
): 'proxy' | 'address' | undefined {
  if (config.adminOrigin.startsWith('https:') && !request.secure) return 'proxy';
  const here = `${request.protocol}://${request.host}`.toLowerCase();
  return ownOrigins(config, request.socket).includes(here) ? undefined : 'address';
}

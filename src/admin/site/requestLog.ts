import type { RequestHandler } from 'express';
import { answerClass, clientAddress, type Logger } from '../../platform/index.ts';
import { PATHS } from '../access/paths.ts';
import { staffOf } from '../auth/identity.ts';
import { noteRequest, routeOf } from './meters.ts';

/** Requests that come with every page, or from machines every few seconds. */
const FREQUENT = /^\/(static|metrics|admin\/frontend|admin\/queues\/.*static)/;

/** Writes one line for each request when it is answered, with the correlation id that its changes and errors carry. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const { path, method } = request;
    response.on('close', () => {
      const ms = Math.round(performance.now() - started);
      noteRequest({ route: routeOf(path), status: answerClass(response) }, ms);
      const line = {
        door: 'back office',
        correlationId: String(response.locals['correlationId']),
        // Files and figures are answered before there is a session.
        staffId: 'session' in request ? staffOf(request)?.id.toString() : undefined,
        method,
        path: withoutSecret(path),
        status: response.statusCode,
        ms,
        ip: clientAddress(request),
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      if (FREQUENT.test(path) && response.statusCode < 400) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}

/** A one-time link is a secret until it was used. */
export function withoutSecret(path: string): string {
  return path.startsWith(`${PATHS.link}/`) ? `${PATHS.link}/•••` : path;
}

import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

import { answerClass, clientAddress, type Context } from '../platform/index.ts';
import { noteRequest, routeOf } from './meters.ts';

/** Gives each request its correlation id and writes one line when it is answered. Health checks are too many to log. */
export function logRequests({ log, config }: Pick<Context, 'log' | 'config'>): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const { path } = request;
    // Random from the first character, because users read out the beginning as the reference of an error.
    response.locals['correlationId'] = randomUUID();
    response.on('close', () => {
      const ms = Math.round(performance.now() - started);
      noteRequest({ route: routeOf(path, config), status: answerClass(response) }, ms);
      const line = {
        correlationId: correlationIdOf(response),
        method: request.method,
        path,
        status: response.statusCode,
        ms,
        ip: clientAddress(request),
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      if (path.startsWith('/health') && response.statusCode < 400) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}

export function correlationIdOf(response: Response): string {
  return String(response.locals['correlationId']);
}

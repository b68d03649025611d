import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, ERRORS, toAppError } from '../lib/index.ts';
import { clientAddress, type Context } from '../platform/index.ts';
import { noteDeepJson } from '../security/index.ts';
import { correlationIdOf } from './requestLog.ts';

export const answerUnknown: RequestHandler = (_request, response) => {
  response.status(404).json({ error: { code: 'NOT_FOUND', reference: correlationIdOf(response) } });
};

/** Turns every error into its code, its status and a reference for the log. Texts and stacks stay inside. */
export function answerErrors(context: Context): ErrorRequestHandler {
  const { log } = context;
  return (thrown, request, response, next) => {
    const error = bodyError(thrown) ?? toAppError(thrown);
    const reference = correlationIdOf(response);
    const line = { correlationId: reference, path: request.path, code: error.code, err: error };
    // The path that the route was made with, so it has no ids.
    const { path: route = '' } = (request.route ?? {}) as { path?: string };
    context.errors.note(error, {
      door: 'web',
      place: `${request.method} ${request.baseUrl}${route}`,
      correlationId: reference,
    });
    if (ERRORS[error.code].http >= 500) log.error(line, 'request failed');
    else log.info({ ...line, err: undefined }, 'request refused');
    noteDeepJson(context, error, { ip: clientAddress(request), correlationId: reference });
    if (response.headersSent) return next(error);
    response.status(ERRORS[error.code].http).json({ error: { code: error.code, reference } });
  };
}

/** Reads errors that Express and its body readers throw about a request: they have a status. */
function bodyError(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !('status' in thrown)) return undefined;
  if (typeof thrown.status !== 'number' || thrown.status >= 500) return undefined;
  if (thrown.status === 413) return new AppError('BODY_TOO_LARGE', {}, { cause: thrown });
  return new AppError('INPUT_INVALID', {}, { cause: thrown });
}

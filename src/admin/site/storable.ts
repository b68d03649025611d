import type { RequestHandler } from 'express';
import { AppError, unstorable } from '../../lib/index.ts';

/** Refuses what no column can hold wherever it stands in an address, before anything is looked up by it. Errors: INPUT_INVALID. */
export const storableAddress: RequestHandler = (request, _response, next) => {
  const { path, query } = request;
  next(refusal({ path: decoded(path), ...query }));
};

/** The same for a body that a parser has read. */
export const storableBody: RequestHandler = (request, _response, next) => next(refusal(request.body));

/** INPUT_INVALID with the name of the field, where there is one that cannot be kept. */
export function refusal(given: unknown): AppError | undefined {
  const fields = unstorable(given);
  return fields === undefined ? undefined : new AppError('INPUT_INVALID', { fields });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Bytes that are no UTF-8: the same as text that cannot be kept.
    return '\0';
  }
}

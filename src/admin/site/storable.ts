import type { RequestHandler } from 'express';
import { AppError, unstorable } from '../../lib/index.ts';

/** Refuses an address with text that no column can hold, before anything is looked up by it. Errors: INPUT_INVALID. */
export const storableAddress: RequestHandler = (request, _response, next) => {
  const { path, query } = request;
  next(refusal({ path: decoded(path), ...query }));
};

/** The same for a body that a parser has read. */
export const storableBody: RequestHandler = (request, _response, next) => next(refusal(request.body));

/** INPUT_INVALID with the name of the field, if a field cannot be stored. */
export function refusal(given: unknown): AppError | undefined {
  const fields = unstorable(given);
  return fields === undefined ? undefined : new AppError('INPUT_INVALID', { fields });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Bytes that are not UTF-8 are treated as text that cannot be stored.
    return '\0';
  }
}

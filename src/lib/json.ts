import { AppError } from './errors/index.ts';

/** No JSON that we need nests deeper. To write much deeper JSON would overflow the stack. */
export const DEEPEST_JSON = 64;

/**
 * Reads JSON text from strangers. Errors: INPUT_INVALID if it is not JSON, or nests deeper than {@link DEEPEST_JSON}.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text))
    throw new AppError('INPUT_INVALID', { fields: 'json' }, { message: 'JSON is too deep' });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('INPUT_INVALID', { fields: 'json' }, { cause: error });
  }
}

/** For Express's `verify`, which gets the bytes of a body before they are parsed. Errors: INPUT_INVALID. */
export function refuseDeepJson(_request: unknown, _response: unknown, body: Buffer): void {
  if (isTooDeep(body.toString('latin1'))) throw tooDeep();
}

/** Says whether the error came from nesting that is too deep. Nobody sends such JSON by mistake. */
export function isDeepJson(error: unknown): boolean {
  return error instanceof AppError && error.data['reason'] === TOO_DEEP;
}

const TOO_DEEP = 'too_deep';

function tooDeep(): AppError {
  return new AppError('INPUT_INVALID', { fields: 'json', reason: TOO_DEEP }, { message: 'JSON is too deep' });
}

/** Counts brackets outside of strings, without parsing the text. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === '\\') at++;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === '{' || char === '[') {
      if (++depth > DEEPEST_JSON) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}

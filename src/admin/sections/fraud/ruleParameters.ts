import { AppError, parseJson, unstorable } from '../../../lib/index.ts';

/** Parameters of a rule come as JSON text, because forms are flat. Errors: INPUT_INVALID. */
export function readParameters(text: string): unknown {
  try {
    const parameters = parseJson(text);
    if (unstorable(parameters) === undefined) return parameters;
  } catch (error) {
    throw new AppError('INPUT_INVALID', { fields: 'parameters' }, { cause: error });
  }
  throw new AppError('INPUT_INVALID', { fields: 'parameters' });
}

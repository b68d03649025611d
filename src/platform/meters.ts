import { ERRORS } from '../lib/index.ts';
import { counter } from './meter.ts';

/** The part of the product in which an error came to its end. */
export const ERROR_DOORS = ['bot', 'office', 'web', 'job', 'process'] as const;

/** The error log of a process calls it. */
export const countError = counter({
  name: 'starboard_errors_total',
  help: 'Errors by the door that they came to, and their code (docs/errors.md)',
  labels: { door: ERROR_DOORS, code: Object.keys(ERRORS) },
});

export const ANSWER_CLASSES = ['2xx', '3xx', '4xx', '5xx', 'aborted'] as const;

/** The class of an answer over HTTP. */
export function answerClass(answer: { statusCode: number; writableFinished: boolean }): string {
  return answer.writableFinished ? `${Math.floor(answer.statusCode / 100)}xx` : 'aborted';
}

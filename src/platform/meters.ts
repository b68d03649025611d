import { ERRORS } from '../lib/index.ts';
import { counter } from './meter.ts';

/** Counts an error at the door that translates it. */
export const countError = counter({
  name: 'starboard_errors_total',
  help: 'Errors by the door that translated them, and their code (docs/errors.md)',
  labels: { door: ['bot', 'http', 'office', 'job'], code: Object.keys(ERRORS) },
});

export const ANSWER_CLASSES = ['2xx', '3xx', '4xx', '5xx', 'aborted'] as const;

/** The class of an answer over HTTP. */
export function answerClass(answer: { statusCode: number; writableFinished: boolean }): string {
  return answer.writableFinished ? `${Math.floor(answer.statusCode / 100)}xx` : 'aborted';
}

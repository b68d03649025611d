import { invalid } from './failure.ts';

/** One rule: the Laravel key of its error, or undefined if the value is fine. */
export type Rule = (value: unknown) => string | undefined;

export const text =
  (min: number, max: number): Rule =>
  (value) => {
    if (typeof value !== 'string') return 'validation.string';
    if (value.length < min) return 'validation.min.string';
    return value.length > max ? 'validation.max.string' : undefined;
  };

export const alphaDash =
  (max: number): Rule =>
  (value) =>
    text(1, max)(value) ?? (/^[\w-]+$/.test(value as string) ? undefined : 'validation.alpha_dash');

/** HTTPS, or plain HTTP to loopback, because a sandbox's shop is there. */
export const url =
  (max: number): Rule =>
  (value) => {
    const asText = text(6, max)(value);
    if (asText) return asText;
    if (!URL.canParse(value as string)) return 'validation.url';
    const { protocol, hostname } = new URL(value as string);
    const isLocal = protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
    return protocol === 'https:' || isLocal ? undefined : 'validation.url';
  };

export const integer =
  (min: number, max: number): Rule =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 'validation.integer';
    if (value < min) return 'validation.min.numeric';
    return value > max ? 'validation.max.numeric' : undefined;
  };

export const number =
  (min: number, max: number): Rule =>
  (value) => {
    const given = typeof value === 'string' ? Number(value) : value;
    if (typeof given !== 'number' || !Number.isFinite(given)) return 'validation.numeric';
    if (given < min) return 'validation.min.numeric';
    return given > max ? 'validation.max.numeric' : undefined;
  };

export const bool: Rule = (value) => (typeof value === 'boolean' ? undefined : 'validation.boolean');

/** A positive plain decimal in text, at most 8 decimals. */
export const amount: Rule = (value) => {
  if (typeof value !== 'string') return 'validation.string';
  if (value.length > 40) return 'validation.max.string';
  if (!/^\d{1,18}(\.\d{1,8})?$/.test(value)) return 'validation.regex';
  return /[1-9]/.test(value) ? undefined : 'validation.gt.numeric';
};

export const oneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    typeof value === 'string' && values.includes(value) ? undefined : 'validation.in';

export const uuid: Rule = (value) =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value) ? undefined : 'validation.uuid';

export const email: Rule = (value) =>
  typeof value === 'string' && /^\S+@\S+\.\S+$/.test(value) ? undefined : 'validation.email';

export const list: Rule = (value) => (Array.isArray(value) ? undefined : 'validation.array');

/** `YYYY-MM-DD HH:mm:ss`. */
export const moment: Rule = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
    ? undefined
    : 'validation.date_format';

/** The value if it is a text, otherwise the fallback. */
export const textOf = (value: unknown, fallback = ''): string =>
  typeof value === 'string' ? value : fallback;

export interface Field {
  rule: Rule;
  required?: true;
}

export type Body = Readonly<Record<string, unknown>>;

/** Checks a body against its table. Null counts as absent. Errors: Failure 422 with all wrong fields. */
export function validate(body: Body, fields: Readonly<Record<string, Field>>): void {
  const errors: Record<string, string[]> = {};
  for (const [name, { rule, required }] of Object.entries(fields)) {
    const value = body[name];
    if (value === undefined || value === null || value === '') {
      if (required) errors[name] = ['validation.required'];
      continue;
    }
    const problem = rule(value);
    if (problem) errors[name] = [problem];
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

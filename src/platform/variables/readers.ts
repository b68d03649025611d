import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { NAMED_RANGES, readRange } from '../../lib/index.ts';
import { databaseUrlProblem } from './databaseUrl.ts';

/**
 * One environment variable as data: what it means, its default, how it is read. A test compares `.env.example`
 * with this table. Production needs a value for every variable without a default; in the sandbox the
 * loader fills it in. `secret` values are wrapped and never printed.
 */
export interface Variable {
  group: string;
  about: string;
  schema: z.ZodType;
  /** An empty value has its own meaning, which `about` explains. So an empty value in the environment does not mean the default. */
  empty?: true;
  /** The default as text, as the environment would give it. Absent: there is no default. */
  default?: string;
  secret?: true;
}

export const text = z.string().trim();
export const url = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s/]+/, 'must be an http(s) address')
  .transform((v) => v.replace(/\/+$/, ''));
export const databaseUrl = text.superRefine((value, context) => {
  const message = databaseUrlProblem(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
/** An origin as browsers write it: lower case, without the usual port and a slash at the end. */
export const origin = text.transform((value, context) => {
  if (value === '') return value;
  const url = /^https?:\/\/[^/?#@\s]+\/?$/i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url) return url.origin;
  context.addIssue({ code: 'custom', message: 'must be an origin such as https://admin.example' });
  return z.NEVER;
});
export const port = z.coerce.number().int().min(0).max(65535);
export const seconds = z.coerce.number().int().min(1).max(31_536_000);
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
export const flag = z
  .string()
  .trim()
  .toLowerCase()
  .refine((v) => ['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'].includes(v), 'must be True or False')
  .transform((v) => ['true', '1', 'yes', 'on'].includes(v));
/** Whole numbers by name, each name once: `low:1440,high:60`. */
export const wholeBy = <N extends string>(names: readonly N[], min: number, max: number) =>
  text.transform((v, context) => {
    const given = v.split(',').map((item) => item.split(':').map((part) => part.trim()));
    const isWhole = (n: string | undefined): boolean =>
      n !== undefined && /^\d{1,9}$/.test(n) && Number(n) >= min && Number(n) <= max;
    const fits =
      given.length === names.length &&
      names.every((name) =>
        given.some(([key, n, ...rest]) => key === name && rest.length === 0 && isWhole(n)),
      );
    if (!fits) {
      const message = `must give each of ${names.join(', ')} once, as name:number from ${min} to ${max}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return Object.fromEntries(given.map(([name = '', n]) => [name, Number(n)])) as Record<N, number>;
  });
export const list = text.transform((v) =>
  v
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
export const addresses = list.refine(
  (items) => items.every((item) => readRange(item) !== undefined),
  'must be IP addresses, each with /bits where a range is meant',
);
export const proxies = list.refine(
  (items) => items.every((item) => Object.hasOwn(NAMED_RANGES, item) || readRange(item) !== undefined),
  `must be IP addresses, each with /bits where a range is meant, or ${Object.keys(NAMED_RANGES).join(', ')}`,
);

export const recipients = list.refine(
  (items) => items.every((item) => /^age1[a-z0-9]{20,4000}$/.test(item)),
  'must be public keys such as age1…, as `backup keygen` prints them',
);

/** A cron expression with five fields; it may be empty. */
export const cron = text.refine((value) => {
  if (value === '') return true;
  try {
    CronExpressionParser.parse(value);
    return value.split(/\s+/).length === 5;
  } catch {
    return false;
  }
}, 'must be a cron expression with five fields, such as 15 3 * * *');

/** The words of a wallet; whether they belong together is checked where they are used. */
export const mnemonic = text
  .transform((words) => words.split(/\s+/).join(' ').toLowerCase())
  .refine((words) => words === '' || /^[a-z]+( [a-z]+){23}$/.test(words), 'must be 24 words');

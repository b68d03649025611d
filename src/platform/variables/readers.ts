import { z } from 'zod';
import { NAMED_RANGES, readRange } from '../../lib/index.ts';

/**
 * One environment variable, as data: what it means, its default, how it is read. `.env.example` is kept
 * equal to this table by a test. A variable without a default is needed in production; in the sandbox the
 * loader fills it in. `secret` values are wrapped and never printed.
 */
export interface Variable {
  group: string;
  about: string;
  schema: z.ZodType;
  /** Text as it would stand in the environment; absent means that there is no default. */
  default?: string;
  secret?: true;
}

export const text = z.string().trim();
export const url = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s/]+/, 'must be an http(s) address')
  .transform((v) => v.replace(/\/+$/, ''));
/** The password of an address often holds what means something else there: then no address can be read. */
export const databaseUrl = text.refine(
  (v) => /^postgres(ql)?(\+\w+)?:\/\//.test(v) && URL.canParse(v),
  'must be an address such as postgresql://user:password@host/database, with special characters written as %40',
);
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

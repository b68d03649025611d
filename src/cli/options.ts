import { isStorableTime } from '../lib/index.ts';

/** The word after an option: undefined when the option is absent, an empty text when nothing follows it. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args[at + 1] ?? '');
}

/** A date or time of ISO 8601 after an option, in UTC where it names no zone; undefined when it is none. */
export function timeOption(args: readonly string[], name: string, otherwise: Date): Date | undefined {
  const text = option(args, name);
  if (text === undefined) return otherwise;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !/\d:\d/.test(text) ? text : `${text}Z`;
  const time = new Date(zoned);
  return isStorableTime(time) ? time : undefined;
}

import { isStorableTime } from '../lib/index.ts';

/** Returns the word after an option: undefined if the option is absent, an empty text if nothing follows it. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args[at + 1] ?? '');
}

/** Returns the ISO 8601 date or time after an option, in UTC if no zone is given; undefined if it is not a time. */
export function timeOption(args: readonly string[], name: string, otherwise: Date): Date | undefined {
  const text = option(args, name);
  if (text === undefined) return otherwise;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !/\d:\d/.test(text) ? text : `${text}Z`;
  const time = new Date(zoned);
  return isStorableTime(time) ? time : undefined;
}

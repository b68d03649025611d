import { AppError, redact, storable, toAppError, type Clock, type ErrorCode } from '../lib/index.ts';
import { countError, type ERROR_DOORS } from './meters.ts';

export type ErrorDoor = (typeof ERROR_DOORS)[number];

/** Where an error happened, and what leads to the person and the order. Only ids: no names, texts or payloads. */
export interface ErrorPlace {
  readonly door: ErrorDoor;
  /** The operation, route, job or screen. The same for every user. */
  readonly place: string;
  readonly correlationId?: string | undefined;
  readonly userId?: bigint | string | undefined;
  /** Ids of the job, by their names: `orderId`, `invoiceId`, `deliveryId`, `refundId`. */
  readonly ids?: Readonly<Record<string, unknown>> | undefined;
}

export interface Occurrence {
  readonly at: Date;
  readonly correlationId: string | undefined;
  readonly userId: string | undefined;
  readonly ids: Readonly<Record<string, unknown>>;
  /** Redacted. */
  readonly message: string;
  /** The lines of the stack without the message. */
  readonly stack: string;
}

/** Errors of one code at one place. */
export interface ErrorGroup {
  readonly code: ErrorCode;
  readonly door: ErrorDoor;
  readonly place: string;
  firstAt: Date;
  lastAt: Date;
  count: number;
  /** The newest. */
  occurrences: Occurrence[];
}

/**
 * Errors that an operator should know of, counted in memory until a loop takes them. To note one takes less than a tenth
 * of a millisecond, waits for nothing and never throws.
 */
export interface ErrorLog {
  /**
   * Counts an error for Prometheus, and keeps it if it is a bug of ours, or if a service was away. `always`: also a refusal,
   * because nobody is told.
   */
  note(thrown: unknown, where: ErrorPlace, always?: boolean): void;
  /** Takes everything that was noted since the last time. */
  take(): ErrorGroup[];
  /** Gives back what could not be stored. */
  giveBack(groups: readonly ErrorGroup[]): void;
}

/** More groups than this at once are counted together, so that memory is bounded whatever fails. */
const MOST_GROUPS = 200;
const MOST_OCCURRENCES = 20;
const LONGEST_PLACE = 100;
const STACK_LINES = 20;
const ELSEWHERE = '…';

export function createErrorLog(clock: Clock): ErrorLog {
  let groups = new Map<string, ErrorGroup>();
  /** One error passes several doors. The first one counts it. */
  const known = new WeakSet<object>();

  const add = (group: ErrorGroup): void => {
    const { code, door } = group;
    const found = groups.get(keyOf(group));
    const place = found || groups.size < MOST_GROUPS ? group.place : ELSEWHERE;
    const same = found ?? groups.get(keyOf({ code, door, place }));
    if (!same) return void groups.set(keyOf({ code, door, place }), { ...group, place });
    same.count += group.count;
    if (group.firstAt < same.firstAt) same.firstAt = group.firstAt;
    if (group.lastAt > same.lastAt) same.lastAt = group.lastAt;
    same.occurrences.push(...group.occurrences);
    if (same.occurrences.length > MOST_OCCURRENCES)
      same.occurrences = same.occurrences
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .slice(-MOST_OCCURRENCES);
  };

  const note = (thrown: unknown, where: ErrorPlace, always: boolean): void => {
    const things = [thrown, thrown instanceof Error ? thrown.cause : undefined].filter(
      (thing) => typeof thing === 'object' && thing !== null,
    );
    if (things.some((thing) => known.has(thing))) return;
    for (const thing of things) known.add(thing);
    const { code, kind } = toAppError(thrown);
    countError({ door: where.door, code });
    if (!always && kind !== 'bug' && kind !== 'unavailable') return;
    const at = clock.now();
    const place = storable(where.place.slice(0, LONGEST_PLACE));
    const occurrence: Occurrence = {
      at,
      correlationId: where.correlationId,
      userId: where.userId?.toString(),
      ids: where.ids ?? {},
      message: redact(messageOf(thrown)),
      stack: stackOf(thrown),
    };
    add({ code, door: where.door, place, firstAt: at, lastAt: at, count: 1, occurrences: [occurrence] });
  };

  return {
    note: (thrown, where, always = false) => {
      try {
        note(thrown, where, always);
      } catch {
        // An error with a broken getter. Its log line is all that is left of it.
      }
    },
    take: () => {
      const taken = [...groups.values()];
      groups = new Map();
      return taken;
    },
    giveBack: (left) => left.forEach(add),
  };
}

function keyOf({ code, door, place }: Pick<ErrorGroup, 'code' | 'door' | 'place'>): string {
  return `${code} ${door} ${place}`;
}

/** Our own message often says less than its cause. Issues of a schema are named by their fields. */
function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('issues' in thrown && Array.isArray(thrown.issues))
    return `does not fit: ${(thrown.issues as { path?: unknown[] }[]).map(({ path = [] }) => path.join('.')).join(', ')}`;
  const cause = thrown instanceof AppError && thrown.cause instanceof Error ? thrown.cause.message : '';
  return cause === '' || thrown.message.includes(cause) ? thrown.message : `${thrown.message}: ${cause}`;
}

function stackOf(thrown: unknown): string {
  const deepest = thrown instanceof AppError && thrown.cause instanceof Error ? thrown.cause : thrown;
  const stack = deepest instanceof Error ? (deepest.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, STACK_LINES)
    .join('\n');
}

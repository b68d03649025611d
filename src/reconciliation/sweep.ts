import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS, toAppError } from '../lib/index.ts';
import type { PaymentsContext, ProviderInvoice } from '../payments/index.ts';
import { closeHealed } from './closeHealed.ts';
import { createJudge } from './judge.ts';
import { mergeByTime, type Reached } from './merge.ts';
import { ourRows, type OurRow } from './ours.ts';
import { listedRows, type ProviderPages } from './providerRows.ts';
import { recordSweep, type SweepCounts, type SweepRecord } from './sweepRecord.ts';

/** Rows are paired within this time, because clocks differ and a request may be repeated after some minutes. */
const WINDOW_MS = 15 * MINUTE_MS;
/** Waits before a sweep goes on after the provider failed. Together they are longer than its circuit stays open. */
const RESUME_MS = [2000, 5000, 10_000, 30_000, 60_000];

export interface SweepInput {
  from: Date;
  to: Date;
  /** `system`, `cli` or `staff:7`. */
  startedBy: string;
  /** The provider's rows, if they do not come from its list. */
  statement?: ProviderPages;
  /** Called after each page of either side. `done` goes from 0 to 1. */
  onProgress?: (progress: SweepCounts & { done: number }) => void;
  /** Waits before each resumption. */
  resumeMs?: readonly number[];
}

export interface Sweep extends SweepCounts {
  id: string;
  /** Breaks of this period that are open at its end. */
  left: number;
}

/**
 * Compares every invoice of a period with the provider's list, in constant memory. Each difference is confirmed with
 * `payment/info` and settled by the payment rules if they can. The rest become breaks. Breaks of earlier sweeps that
 * are gone are closed. Safe to repeat and to run twice at once. If the provider stops answering, the sweep goes on from
 * the same place after a pause.
 * Errors: those of the provider. Then the sweep ends as `failed` and the next one does its work.
 */
export async function runSweep(context: PaymentsContext, input: SweepInput): Promise<Sweep> {
  const counts: SweepCounts = { providerRows: 0, ourRows: 0, matched: 0, healed: 0, opened: 0, closed: 0 };
  const source = input.statement ? 'statement' : 'list';
  const record = await recordSweep(context, { ...input, source }, counts);
  try {
    await walkOn(context, input, { counts, record });
    const { closed, left } = await closeHealed(context, { sweepId: record.id, ...input });
    counts.closed = closed;
    await record.finish(null);
    context.log.info({ sweepId: record.id, ...counts, left }, 'sweep');
    return { id: record.id, ...counts, left };
  } catch (error) {
    // Perhaps the database itself failed. Then the next sweep ends this record.
    await record.finish(error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  }
}

interface Running {
  readonly counts: SweepCounts;
  readonly record: SweepRecord;
}

/** Goes through the period. After a pause because of the provider it goes on below the rows that are done. */
async function walkOn(context: PaymentsContext, input: SweepInput, running: Running): Promise<void> {
  const waits = [...(input.resumeMs ?? RESUME_MS)];
  let to = new Date(input.to.getTime() + WINDOW_MS);
  for (;;) {
    const reached: Reached = { time: Infinity };
    try {
      return await walk(context, input, { ...running, to, reached });
    } catch (error) {
      const wait = waits.shift();
      const isAway = ['PROVIDER_UNAVAILABLE', 'CIRCUIT_OPEN'].includes(toAppError(error).code);
      if (wait === undefined || !isAway || reached.time === Infinity) throw error;
      context.log.warn(
        { sweepId: running.record.id, err: error, wait },
        'a sweep waits, because the provider does not answer',
      );
      // Read rows that waited for their other side again. Comparing twice is harmless.
      to = new Date(Math.min(to.getTime(), reached.time + WINDOW_MS));
      await sleep(wait);
    }
  }
}

async function walk(
  context: PaymentsContext,
  input: SweepInput,
  { counts, record, to, reached }: Running & { to: Date; reached: Reached },
): Promise<void> {
  const from = new Date(input.from.getTime() - WINDOW_MS);
  const inPeriod = (time: Date | undefined): boolean =>
    time === undefined || (time >= input.from && time < input.to);
  const span = input.to.getTime() - input.from.getTime();
  let done = 0;
  const report = async (time: Date | undefined): Promise<void> => {
    if (time !== undefined) done = Math.max(done, (input.to.getTime() - time.getTime()) / span);
    input.onProgress?.({ ...counts, done: Math.min(done, 1) });
    await record.beat();
  };
  const judge = createJudge(context, counts);
  const theirRows =
    input.statement ??
    listedRows(context, async (row) => {
      if (inPeriod(row.createdAt)) await judge.unreadable(row);
    });

  await mergeByTime<OurRow, ProviderInvoice>(
    {
      a: {
        pages: counted(ourRows(context.db, from, to), (page) => {
          counts.ourRows += page.length;
          return report(page.at(-1)?.createdAt);
        }),
        key: (row) => row.providerOrderId,
        time: (row) => row.createdAt.getTime(),
      },
      b: {
        pages: counted(theirRows(from, to), (page) => {
          counts.providerRows += page.length;
          return report(page.at(-1)?.createdAt);
        }),
        key: (item) => item.orderId,
        time: (item) => item.createdAt?.getTime() ?? 0,
      },
    },
    { windowMs: WINDOW_MS, reached },
    {
      pair: (ours, theirs) => (inPeriod(ours.createdAt) ? judge.pair(ours, theirs) : undefined),
      onlyA: async (ours) => {
        if (inPeriod(ours.createdAt)) await judge.onlyOurs(ours);
      },
      onlyB: async (theirs) => {
        if (inPeriod(theirs.createdAt)) await judge.onlyTheirs(theirs);
      },
    },
  );
}

async function* counted<T>(
  pages: AsyncGenerator<T[]>,
  seen: (page: T[]) => Promise<void>,
): AsyncGenerator<T[]> {
  for await (const page of pages) {
    await seen(page);
    yield page;
  }
}

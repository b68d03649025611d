import { newId } from '../lib/index.ts';
import {
  bothSides,
  openBreak,
  settle,
  type BreakClass,
  type PaymentsContext,
  type ProviderInvoice,
} from '../payments/index.ts';
import { coin } from '../shop/index.ts';
import { closeHealed } from './closeHealed.ts';
import { compare } from './compare.ts';
import { mergeByTime } from './merge.ts';
import { findOurRow, ourRows, type OurRow } from './ours.ts';

/** Clocks differ, and a request may be repeated after some minutes: rows are paired within this. */
const WINDOW_MS = 15 * 60_000;

export interface SweepInput {
  from: Date;
  to: Date;
  /** `system` or `staff:7`. */
  startedBy: string;
  /** Called after each page of either side. `done` goes from 0 to 1. */
  onProgress?: (progress: SweepCounts & { done: number }) => void;
}

export interface SweepCounts {
  providerRows: number;
  ourRows: number;
  /** Pairs that agree. */
  matched: number;
  /** Differences that the payment rules could settle at once. */
  healed: number;
  /** New breaks, and breaks of earlier sweeps that are gone. */
  opened: number;
  closed: number;
}

export interface Sweep extends SweepCounts {
  id: string;
  /** Breaks of this period that are open at its end. */
  left: number;
}

/**
 * Compares every invoice of a period with the provider's list, in constant memory. A difference is confirmed with
 * `payment/info` and settled by the payment rules where they can; what is left is a break. Breaks of earlier sweeps that
 * are gone are closed. Safe to repeat and to run twice at once.
 * Errors: those of the provider; the sweep then ends as `failed` and the next one makes up for it.
 */
export async function runSweep(context: PaymentsContext, input: SweepInput): Promise<Sweep> {
  const id = newId();
  const counts: SweepCounts = { providerRows: 0, ourRows: 0, matched: 0, healed: 0, opened: 0, closed: 0 };
  await context.db.query('INSERT INTO sweeps (id, from_at, to_at, started_by) VALUES ($1, $2, $3, $4)', [
    id,
    input.from,
    input.to,
    input.startedBy,
  ]);
  try {
    await walk(context, input, counts);
    const { closed, left } = await closeHealed(context.db, { sweepId: id, from: input.from, to: input.to });
    counts.closed = closed;
    await finish(context, { id, counts, error: null });
    context.log.info({ sweepId: id, ...counts, left }, 'sweep');
    return { id, ...counts, left };
  } catch (error) {
    await finish(context, { id, counts, error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

async function walk(context: PaymentsContext, input: SweepInput, counts: SweepCounts): Promise<void> {
  const from = new Date(input.from.getTime() - WINDOW_MS);
  const to = new Date(input.to.getTime() + WINDOW_MS);
  const inPeriod = (time: Date | undefined): boolean =>
    time === undefined || (time >= input.from && time < input.to);
  const report = (reached: Date | undefined): void => {
    const span = input.to.getTime() - input.from.getTime();
    const left = reached === undefined ? 0 : (reached.getTime() - input.from.getTime()) / span;
    input.onProgress?.({ ...counts, done: 1 - Math.min(Math.max(left, 0), 1) });
  };
  const judge = createJudge(context, counts);

  await mergeByTime<OurRow, ProviderInvoice>(
    {
      a: {
        pages: counted(ourRows(context.db, from, to), (page) => {
          counts.ourRows += page.length;
          report(page.at(-1)?.createdAt);
        }),
        key: (row) => row.providerOrderId,
        time: (row) => row.createdAt.getTime(),
      },
      b: {
        pages: counted(providerPages(context, from, to), (page) => {
          counts.providerRows += page.length;
          report(page.at(-1)?.createdAt);
        }),
        key: (item) => item.orderId,
        time: (item) => item.createdAt?.getTime() ?? 0,
      },
    },
    WINDOW_MS,
    {
      pair: async (ours, theirs) => {
        if (inPeriod(ours.createdAt)) await judge.pair(ours, theirs);
      },
      onlyA: async (ours) => {
        if (inPeriod(ours.createdAt)) await judge.onlyOurs(ours);
      },
      onlyB: async (theirs) => {
        if (inPeriod(theirs.createdAt)) await judge.onlyTheirs(theirs);
      },
    },
  );
}

async function* providerPages(
  context: PaymentsContext,
  from: Date,
  to: Date,
): AsyncGenerator<ProviderInvoice[]> {
  let cursor: string | undefined;
  do {
    const page = await context.provider.list({ from, to, cursor });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function* counted<T>(pages: AsyncGenerator<T[]>, seen: (page: T[]) => void): AsyncGenerator<T[]> {
  for await (const page of pages) {
    seen(page);
    yield page;
  }
}

interface Judge {
  pair(ours: OurRow, theirs: ProviderInvoice): Promise<void>;
  onlyOurs(ours: OurRow): Promise<void>;
  onlyTheirs(theirs: ProviderInvoice): Promise<void>;
}

function createJudge(context: PaymentsContext, counts: SweepCounts): Judge {
  const asset = coin(context.config);
  const open = async (found: BreakClass, ours: OurRow | undefined, theirs: ProviderInvoice | undefined) => {
    if (await openBreak(context.db, { class: found, source: 'sweep', ...described(ours, theirs) }))
      counts.opened++;
  };
  const pair = async (ours: OurRow, theirs: ProviderInvoice): Promise<void> => {
    const first = compare(ours, theirs, asset);
    if (first === undefined) {
      counts.matched++;
      return;
    }
    // The list may lag behind, and we may: what the provider says now decides, by the rules of every payment.
    const facts = await context.provider.info({ orderId: ours.providerOrderId });
    if (facts) await settle(context, { invoiceId: ours.id, facts, source: 'sweep' });
    const now = (await findOurRow(context.db, ours.providerOrderId)) ?? ours;
    const left = first === 'duplicate' ? first : compare(now, facts ?? theirs, asset);
    if (left === undefined) counts.healed++;
    else await open(left, now, facts ?? theirs);
  };
  return {
    pair,
    onlyOurs: async (ours) => {
      // The provider was never reached, and nobody could pay.
      if (ours.providerUuid === null) return;
      const facts = await context.provider.info({ orderId: ours.providerOrderId });
      if (facts) await pair(ours, facts);
      else await open('missing_at_provider', ours, undefined);
    },
    onlyTheirs: async (theirs) => {
      const ours = await findOurRow(context.db, theirs.orderId);
      if (ours) await pair(ours, theirs);
      else await open('missing_with_us', undefined, theirs);
    },
  };
}

/** Both sides as they are shown beside a break. */
function described(ours: OurRow | undefined, theirs: ProviderInvoice | undefined) {
  return {
    subject: ours?.id ?? theirs?.uuid ?? '',
    subjectAt: ours?.createdAt ?? theirs?.createdAt,
    ...(ours ? { invoiceId: ours.id, orderId: ours.orderId, asset: ours.asset, amount: ours.amount } : {}),
    ...(theirs ? { providerUuid: theirs.uuid } : {}),
    detail: bothSides(ours, theirs),
  };
}

async function finish(
  context: PaymentsContext,
  { id, counts, error }: { id: string; counts: SweepCounts; error: string | null },
): Promise<void> {
  await context.db.query(
    `UPDATE sweeps SET status = CASE WHEN $2::text IS NULL THEN 'done' ELSE 'failed' END, error = $2, provider_rows = $3,
       our_rows = $4, matched = $5, healed = $6, opened = $7, closed = $8, finished_at = now() WHERE id = $1`,
    [
      id,
      error?.slice(0, 500) ?? null,
      counts.providerRows,
      counts.ourRows,
      counts.matched,
      counts.healed,
      counts.opened,
      counts.closed,
    ],
  );
}

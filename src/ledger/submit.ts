import pg from 'pg';
import { AppError } from '../lib/index.ts';
import {
  dbOptions,
  inSession,
  isDataError,
  openSession,
  outage,
  isContention,
  type Context,
} from '../platform/index.ts';
import { findAsset } from './assets.ts';
import { batchResult, batchValues, POST_BATCH } from './batch.ts';
import { isTwin, ledgerError } from './errors.ts';
import { postQuery, resolve, type Resolved } from './post.ts';
import type { Journal, Posted } from './types.ts';

/** The second door: many callers, one connection. */
export interface Submitter {
  /**
   * Posts a journal in its own transaction, together with the other waiting journals. It is safe to repeat after any
   * failure, because the key decides. It waits while the queue is full. Errors as `post`, and DATABASE_UNAVAILABLE if the
   * connection is lost. Then nobody knows whether the journal was posted, so repeat the call.
   */
  submit(journal: Journal): Promise<Posted>;
  /** The same for several journals: all of them are posted, or none. The error is the one of the refused journal. */
  submitGroup(journals: readonly Journal[]): Promise<Posted[]>;
  /** Answers every earlier call, then closes the connection. Later calls fail with DATABASE_UNAVAILABLE. */
  close(): Promise<void>;
}

/**
 * `maxBatch`: journals per call. `maxQueue`: journals that may wait here; if it is full, callers wait.
 * `answerWithinMs`: a connection that does not answer for this long counts as lost.
 */
export interface SubmitterOptions {
  maxBatch?: number;
  maxQueue?: number;
  answerWithinMs?: number;
}

interface Item {
  readonly journals: readonly Journal[];
  readonly resolved: readonly Resolved[];
  readonly done: (posted: Posted[]) => void;
  readonly failed: (error: unknown) => void;
}

const ATTEMPTS = 5;

/**
 * A queue in front of one dedicated connection. While a call runs, journals are collected, and the next call posts them
 * together. So one commit has many journals, and a busy account is locked once for all of them.
 */
export function createSubmitter(
  context: Pick<Context, 'config' | 'db' | 'log'>,
  options: SubmitterOptions = {},
): Submitter {
  const maxBatch = options.maxBatch ?? 256;
  const maxQueue = options.maxQueue ?? 4096;
  const answerWithinMs = options.answerWithinMs ?? 20_000;
  const assets = new Map<string, bigint>();
  const queue: Item[] = [];
  const waiting: (() => void)[] = [];
  const calls = new Set<Promise<Posted[]>>();
  const room = { queued: 0, max: maxQueue };
  let client: Promise<pg.Client> | undefined;
  let pump: Promise<void> | undefined;
  let closed = false;

  /** Returns the single connection, also for many callers at once. After a loss the next caller gets a new one. */
  function connected(): Promise<pg.Client> {
    if (client) return client;
    const opening = connect(() => {
      if (client === opening) client = undefined;
    });
    client = opening;
    return opening;
  }

  async function connect(lost: () => void): Promise<pg.Client> {
    const { url, ...wish } = dbOptions(context.config);
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'starboard-ledger',
      connectionTimeoutMillis: 10_000,
      query_timeout: answerWithinMs,
      keepAlive: true,
    });
    fresh.on('error', (error) => {
      outage(context.log, 'postgres').failed(error);
      lost();
    });
    try {
      await fresh.connect();
      await openSession(fresh, wish);
    } catch (error) {
      lost();
      throw error;
    }
    return fresh;
  }

  /** Takes the next items: whole groups, no key twice, and a journal with an original alone (it takes other locks). */
  function take(): Item[] {
    const batch: Item[] = [];
    const keys = new Set<string>();
    let size = 0;
    while (queue.length > 0 && size < maxBatch) {
      const [item] = queue;
      if (!item || item.resolved.some(({ id }) => keys.has(id))) break;
      const alone = item.journals.some((journal) => journal.originalId !== undefined);
      if (batch.length > 0 && (alone || size + item.journals.length > maxBatch)) break;
      for (const { id } of item.resolved) keys.add(id);
      size += item.journals.length;
      batch.push(item);
      queue.shift();
      if (alone) break;
    }
    room.queued -= size;
    for (const wake of waiting.splice(0)) wake();
    return batch;
  }

  async function send(batch: readonly Item[]): Promise<void> {
    const entries = batch.flatMap((item, group) =>
      item.journals.map((journal, i) => ({ journal, resolved: item.resolved[i] as Resolved, group })),
    );
    const single = entries.length === 1 ? entries[0] : undefined;
    const connection = await connected();
    if (single) {
      const { rows } = await inSession(connection, dbOptions(context.config), () =>
        connection.query<{ replayed: boolean }>(postQuery(single.journal, single.resolved)),
      );
      batch[0]?.done([{ journalId: single.resolved.id, replayed: rows[0]?.replayed ?? false }]);
      return;
    }
    const { rows } = await inSession(connection, dbOptions(context.config), () =>
      connection.query<{ statuses: string[]; details: Record<string, object> }>({
        ...POST_BATCH,
        values: batchValues(entries),
      }),
    );
    let at = 0;
    for (const item of batch) {
      const result = batchResult(item.resolved, at, rows[0] ?? { statuses: [], details: {} });
      at += item.journals.length;
      if ('error' in result) item.failed(result.error);
      else item.done(result.posted);
    }
  }

  function drop(): void {
    client?.then((old) => old.end()).catch(() => undefined);
    client = undefined;
  }

  async function deliver(batch: readonly Item[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(batch);
      } catch (error) {
        if ((isContention(error) || isTwin(error)) && attempt < ATTEMPTS) continue;
        if (!isDataError(error)) {
          // Do not use a connection in an unknown state again.
          drop();
          const told = new AppError('DATABASE_UNAVAILABLE', {}, { cause: error });
          for (const item of batch) item.failed(told);
        } else if (batch.length === 1) {
          batch[0]?.failed(ledgerError(error));
        } else {
          // PostgreSQL cannot read one of them (for example an invalid UUID). Send each alone, so that only that one fails.
          for (const item of batch) await deliver([item]);
        }
        return;
      }
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) await deliver(take());
    pump = undefined;
  }

  async function accept(journals: readonly Journal[]): Promise<Posted[]> {
    if (journals.length === 0) return [];
    if (journals.length > 1 && journals.some(({ originalId }) => originalId !== undefined)) {
      throw new AppError('JOURNAL_INVALID', { problem: 'a group cannot hold a journal with an original' });
    }
    if (journals.length > 1 && new Set(journals.map(({ key }) => key)).size < journals.length) {
      throw new AppError('JOURNAL_INVALID', { problem: 'a group holds one key twice' });
    }
    for (const { lines } of journals) {
      for (const { debit, credit } of lines) {
        for (const { asset } of [debit, credit]) {
          if (!assets.has(asset)) assets.set(asset, await findAsset(context.db, asset));
        }
      }
    }
    const resolved = journals.map((journal) => resolve(journal, assets));
    while (room.queued >= room.max) await new Promise<void>((resolve) => waiting.push(resolve));
    return new Promise((done, failed) => {
      queue.push({ journals, resolved, done, failed });
      room.queued += journals.length;
      pump ??= Promise.resolve().then(run);
    });
  }

  function submitGroup(journals: readonly Journal[]): Promise<Posted[]> {
    if (closed) return Promise.reject(new AppError('DATABASE_UNAVAILABLE'));
    const call = accept(journals);
    calls.add(call);
    const end = (): boolean => calls.delete(call);
    call.then(end, end);
    return call;
  }

  return {
    submitGroup,
    submit: async (journal) => (await submitGroup([journal]))[0] as Posted,
    close: async () => {
      closed = true;
      await Promise.allSettled(calls);
      await pump;
      await client?.then((open) => open.end());
      client = undefined;
    },
  };
}

/**
 * Does many small pieces of work together: while one batch is under way others gather, and the next batch takes them.
 * `work` gives one result per item, in their order; a promise among them is waited for by its item alone, and a rejection of
 * `work` fails all of them.
 */
export interface BatcherOptions {
  /** Items of one batch. */
  readonly most: number;
  /** Batches under way at once; default 1. */
  readonly atOnce?: number;
}

export function createBatcher<I, O>(
  work: (items: readonly I[]) => Promise<readonly (O | Promise<O>)[]>,
  { most, atOnce = 1 }: BatcherOptions,
): (item: I) => Promise<O> {
  interface Waiting {
    readonly item: I;
    readonly done: (result: O | Promise<O>) => void;
    readonly failed: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let running = 0;
  let isPlanned = false;

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ done }, i) => done(results[i] as O | Promise<O>));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
    running -= 1;
    plan();
  };
  // After the turn of the event loop, so that all that comes in it goes together.
  const plan = (): void => {
    if (isPlanned || running >= atOnce || waiting.length === 0) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      running += 1;
      void run(waiting.splice(0, most));
      plan();
    });
  };

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      plan();
    });
}

/** Two lists of the same things, each roughly newest first, read a page at a time. */
export interface Side<T> {
  pages: AsyncIterator<T[]>;
  key: (item: T) => string;
  time: (item: T) => number;
}

export interface MergeHandlers<A, B> {
  /** Most pairs agree and need no waiting. Then it returns undefined. */
  pair(a: A, b: B): Promise<void> | undefined;
  onlyA(a: A): Promise<void>;
  onlyB(b: B): Promise<void>;
}

/**
 * The time down to which all rows were handed over, kept current while a merge runs. Newer rows need not be looked at
 * again.
 */
export interface Reached {
  time: number;
}

/**
 * Pairs two lists by key. Holds only the rows within `windowMs` of the place that both lists have reached, so memory
 * does not grow with the lists. If the other list is past a row by more than the window, the row counts as alone. The
 * handler must check it again, because times may differ and rows may move between pages.
 */
export async function mergeByTime<A, B>(
  sides: { a: Side<A>; b: Side<B> },
  { windowMs, reached }: { windowMs: number; reached?: Reached },
  handlers: MergeHandlers<A, B>,
): Promise<void> {
  const a = new Pending(sides.a);
  const b = new Pending(sides.b);
  while (!a.done || !b.done) {
    // Read on from the list that is at newer rows, so that both move down together.
    const takeA = !a.done && (b.done || a.reached >= b.reached);
    if (takeA) {
      for (const item of await a.read()) {
        const match = b.take(sides.a.key(item));
        const work = match ? handlers.pair(item, match) : a.put(item);
        if (work) await work;
      }
    } else {
      for (const item of await b.read()) {
        const match = a.take(sides.b.key(item));
        const work = match ? handlers.pair(match, item) : b.put(item);
        if (work) await work;
      }
    }
    for (const item of a.leave(b.done ? -Infinity : b.reached + windowMs)) await handlers.onlyA(item);
    for (const item of b.leave(a.done ? -Infinity : a.reached + windowMs)) await handlers.onlyB(item);
    // The list at newer rows decides, because below its place some rows were not read yet.
    if (reached) reached.time = Math.max(a.done ? -Infinity : a.reached, b.done ? -Infinity : b.reached);
  }
  for (const item of a.leave(-Infinity)) await handlers.onlyA(item);
  for (const item of b.leave(-Infinity)) await handlers.onlyB(item);
}

class Pending<T> {
  /** The time of the latest row. All rows still to come are about as old or older. */
  reached = Infinity;
  done = false;
  readonly #side: Side<T>;
  readonly #waiting = new Map<string, T>();

  constructor(side: Side<T>) {
    this.#side = side;
  }

  async read(): Promise<T[]> {
    const next = await this.#side.pages.next();
    if (next.done) {
      this.done = true;
      return [];
    }
    const last = next.value.at(-1);
    if (last !== undefined) this.reached = this.#side.time(last);
    return next.value;
  }

  put(item: T): undefined {
    this.#waiting.set(this.#side.key(item), item);
  }

  take(key: string): T | undefined {
    const item = this.#waiting.get(key);
    this.#waiting.delete(key);
    return item;
  }

  /** Hands over the rows newer than `time`. The first insertion is the newest row, so the loop can stop early. */
  *leave(time: number): Generator<T> {
    for (const [key, item] of this.#waiting) {
      if (this.#side.time(item) <= time) return;
      this.#waiting.delete(key);
      yield item;
    }
  }
}

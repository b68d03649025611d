/** Two lists of the same things, each roughly newest first, read a page at a time. */
export interface Side<T> {
  pages: AsyncIterator<T[]>;
  key: (item: T) => string;
  time: (item: T) => number;
}

export interface MergeHandlers<A, B> {
  /** Most pairs agree and need no waiting: then nothing is given back. */
  pair(a: A, b: B): Promise<void> | undefined;
  onlyA(a: A): Promise<void>;
  onlyB(b: B): Promise<void>;
}

/** How far down everything was handed over, kept up while a merge runs: what is newer need not be looked at again. */
export interface Reached {
  time: number;
}

/**
 * Pairs two lists by key while holding only what lies within `windowMs` of where both have come to, so memory does not
 * grow with the lists. What the other side has left behind by more than the window is given up as alone; whoever is
 * told so must look once more, since times may differ and rows may move between pages.
 */
export async function mergeByTime<A, B>(
  sides: { a: Side<A>; b: Side<B> },
  { windowMs, reached }: { windowMs: number; reached?: Reached },
  handlers: MergeHandlers<A, B>,
): Promise<void> {
  const a = new Pending(sides.a);
  const b = new Pending(sides.b);
  while (!a.done || !b.done) {
    // The side that is further up (newer) reads on, so that both come down together.
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
    // The side that is further up is the measure: below it there are rows that were not read yet.
    if (reached) reached.time = Math.max(a.done ? -Infinity : a.reached, b.done ? -Infinity : b.reached);
  }
  for (const item of a.leave(-Infinity)) await handlers.onlyA(item);
  for (const item of b.leave(-Infinity)) await handlers.onlyB(item);
}

class Pending<T> {
  /** The time that the latest row has; everything still to come is about as old or older. */
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

  /** Gives up what is newer than `time`; the oldest insertion is the newest row, so the rest need not be walked. */
  *leave(time: number): Generator<T> {
    for (const [key, item] of this.#waiting) {
      if (this.#side.time(item) <= time) return;
      this.#waiting.delete(key);
      yield item;
    }
  }
}

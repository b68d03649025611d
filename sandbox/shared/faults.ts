/** A fault that a test ordered: it hits the next `times` calls (of `target` when given), then is used up. */
export interface Fault {
  id: number;
  kind: string;
  /** Method or endpoint; absent: any but the ones in `spared`. */
  target?: string;
  /** Only calls about this chat. */
  chat?: number;
  times: number;
  /** What the kind needs: milliseconds, seconds, an HTTP status, a text, a value. */
  ms?: number;
  retryAfter?: number;
  status?: number;
  description?: string;
  value?: string;
}

export interface FaultList {
  add(fault: Omit<Fault, 'id'>): Fault;
  /** The first fault that hits this call, counted down. */
  take(target: string, chat?: unknown): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
}

/** `spared` calls are hit only by faults that name them: what asks all the time would eat every other fault. */
export function createFaults(spared: readonly string[] = []): FaultList {
  let faults: Fault[] = [];
  let next = 1;
  return {
    add(fault) {
      const added = { ...fault, id: next++ };
      faults.push(added);
      return added;
    },
    take(target, chat) {
      const fault = faults.find(
        (item) =>
          (item.chat === undefined || String(item.chat) === String(chat)) &&
          (item.target === undefined
            ? !spared.includes(target)
            : item.target.toLowerCase() === target.toLowerCase()),
      );
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) faults = faults.filter((item) => item !== fault);
      return { ...fault };
    },
    list: () => faults,
    clear: () => {
      faults = [];
    },
  };
}

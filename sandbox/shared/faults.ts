/** A fault that a test ordered. It hits the next `times` calls (of `target`, if given). After that it is used up. */
export interface Fault {
  id: number;
  kind: string;
  /** Method or endpoint. Absent: any, except those in `spared`. */
  target?: string;
  /** Only calls about this chat. */
  chat?: number;
  times: number;
  /** Values that the kind needs: milliseconds, seconds, an HTTP status, a text, a value. */
  ms?: number;
  retryAfter?: number;
  status?: number;
  description?: string;
  value?: string;
}

export interface FaultList {
  add(fault: Omit<Fault, 'id'>): Fault;
  /** The first fault that hits this call. Its count goes down by one. */
  take(target: string, chat?: unknown): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
}

/**
 * `spared` calls are hit only by faults that name them. Otherwise calls that come all the time would use up every
 * fault.
 */
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

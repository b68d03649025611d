/** One call that the imitation received, and its answer. */
export interface ReceivedCall {
  id: number;
  at: string;
  /** Bot API method or Heleket path. */
  target: string;
  params: unknown;
  status: number;
  /** The description or message of the answer, if it was an error. */
  error: string | null;
  /** The applied fault, if there was one. */
  fault: string | null;
}

export interface CallLog {
  add(call: Omit<ReceivedCall, 'id'>): void;
  list(filter: { target?: string | undefined; after?: number | undefined }): ReceivedCall[];
  clear(): void;
}

const KEPT = 5000;

/** The last 5000 calls, oldest first. */
export function createCallLog(): CallLog {
  let calls: ReceivedCall[] = [];
  let next = 1;
  return {
    add(call) {
      calls.push({ id: next++, ...call });
      if (calls.length > KEPT * 1.2) calls = calls.slice(-KEPT);
    },
    list: ({ target, after }) =>
      calls.filter(
        (call) =>
          (target === undefined || call.target.toLowerCase() === target.toLowerCase()) &&
          (after === undefined || call.id > after),
      ),
    clear: () => {
      calls = [];
    },
  };
}

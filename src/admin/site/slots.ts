import { AppError } from '../../lib/index.ts';

/** How many of a kind of work may go on at once in this process: what it protects, connections and memory, are the process's. */
export interface Slots {
  /** Takes a slot; the function that it gives frees the slot, once however often it is called. Errors: TOO_MANY_AT_ONCE. */
  take(staffId: bigint): () => void;
}

const RETRY_SECONDS = 10;

export function createSlots({ perPerson, inAll }: { perPerson: number; inAll: number }): Slots {
  const taken = new Map<bigint, number>();
  let all = 0;
  return {
    take: (staffId) => {
      const own = taken.get(staffId) ?? 0;
      if (own >= perPerson || all >= inAll)
        throw new AppError('TOO_MANY_AT_ONCE', { most: perPerson, seconds: RETRY_SECONDS });
      taken.set(staffId, own + 1);
      all++;
      let isFree = false;
      return () => {
        if (isFree) return;
        isFree = true;
        all--;
        const left = (taken.get(staffId) ?? 1) - 1;
        if (left > 0) taken.set(staffId, left);
        else taken.delete(staffId);
      };
    },
  };
}

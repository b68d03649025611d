import { AppError } from '../../lib/index.ts';

/**
 * How much work of one kind may run at once in this process. It protects connections and memory, which belong to the
 * process.
 */
export interface Slots {
  /**
   * Takes a slot. The returned function frees it. A second call of that function does nothing. Errors:
   * TOO_MANY_AT_ONCE.
   */
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

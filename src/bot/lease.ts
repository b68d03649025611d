import { randomUUID } from 'node:crypto';
import type { Context } from '../platform/index.ts';

/** A dead process loses its leases within this time. A living process renews them, however long its work takes. */
export const LEASE_MS = 6000;
const RENEW_MS = 1500;

/**
 * Only the holder may renew or end the lease. A process that slept too long must not touch the lease of the next
 * holder.
 */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const END = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** A key in Redis that only one process has at a time. */
export interface Lease {
  /** Gives the lease back. Never throws, because a lease also ends by itself. */
  end(): Promise<void>;
}

/** Takes a lease. Returns undefined when another holder has it. Errors: those of Redis. */
export async function takeLease({ redis }: Pick<Context, 'redis'>, key: string): Promise<Lease | undefined> {
  const holder = randomUUID();
  if ((await redis.set(key, holder, 'PX', LEASE_MS, 'NX')) === null) return undefined;
  const renewal = setInterval(() => {
    redis.eval(RENEW, 1, key, holder, LEASE_MS).catch(() => undefined);
  }, RENEW_MS);
  return {
    end: async () => {
      clearInterval(renewal);
      await redis.eval(END, 1, key, holder).catch(() => undefined);
    },
  };
}

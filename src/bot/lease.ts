import { randomUUID } from 'node:crypto';
import type { Context } from '../platform/index.ts';

/** A dead process gives up what it holds within this time; a living one renews it, however long its work takes. */
export const LEASE_MS = 6000;
const RENEW_MS = 1500;

/** Only the holder may renew or end it: one that slept too long must not touch what another one holds by now. */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const END = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** A key in Redis that one process has at a time. */
export interface Lease {
  /** Gives it back. Never throws: it ends by itself as well. */
  end(): Promise<void>;
}

/** Takes a lease; undefined when somebody has it. Errors: those of Redis. */
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

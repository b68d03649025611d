import type { IncomingMessage } from 'node:http';
import { addressList, namedRanges, plainAddress } from '../lib/index.ts';

/** Express's "trust proxy" for the configured list; an address counts whatever port or form a proxy wrote with it. */
export function trustsProxy(proxies: readonly string[]): (address: string) => boolean {
  const isTrusted = addressList(namedRanges(proxies));
  return (address) => isTrusted(plainAddress(address));
}

/** The one place where the address of whoever asks is read. Null where a proxy told something that is none. */
export function clientAddress(request: IncomingMessage & { ip?: string | undefined }): string | null {
  return plainAddress(request.ip);
}

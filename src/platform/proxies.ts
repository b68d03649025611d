import type { IncomingMessage } from 'node:http';
import { addressList, namedRanges, plainAddress } from '../lib/index.ts';

/** Express's "trust proxy" for the configured list. It accepts an address in any form, with or without a port. */
export function trustsProxy(proxies: readonly string[]): (address: string) => boolean {
  const isTrusted = addressList(namedRanges(proxies));
  return (address) => isTrusted(plainAddress(address));
}

/** Reads the address of the client. No other code does. Null if a proxy sent something that is not an address. */
export function clientAddress(request: IncomingMessage & { ip?: string | undefined }): string | null {
  return plainAddress(request.ip);
}

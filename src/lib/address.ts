import { BlockList, isIP } from 'node:net';

/**
 * Turns the address of a client, as a proxy or a socket gives it, into the one form that we store and compare: without
 * port, brackets and zone, and IPv4 inside of IPv6 as plain IPv4. Proxies write `1.2.3.4:5`, `[::1]:443` or `unknown`.
 * An invalid address becomes null, which every column accepts.
 */
export function plainAddress(told: string | undefined): string | null {
  const text = told?.trim() ?? '';
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/s, '');
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return null;
  const short = shortest(address);
  return mappedV4(short) ?? short;
}

/** The usual short form: lower case, the longest run of zeros left out. */
function shortest(v6: string): string {
  return new URL(`http://[${v6}]/`).hostname.slice(1, -1);
}

/** `::ffff:102:304` is 1.2.3.4. */
function mappedV4(v6: string): string | undefined {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(v6) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bytes = [high, low].flatMap((part) => {
    const number = Number.parseInt(part, 16);
    return [number >> 8, number & 0xff];
  });
  return bytes.join('.');
}

/** The part of an address that belongs to one customer of a network: the whole address, or the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const parts = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const all =
    tail === undefined ? parts : [...parts, ...Array(8 - parts.length - last.length).fill('0'), ...last];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** Ranges with a name, as Express names them. */
export const NAMED_RANGES = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
} as const satisfies Record<string, readonly string[]>;

/** An address and the number of its leading bits that count. */
export interface AddressRange {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `1.2.3.4`, `1.2.3.0/24` or `2001:db8::/32`. Undefined for any other text. */
export function readRange(text: string): AddressRange | undefined {
  const [, given = '', prefix] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  const address = plainAddress(given);
  const wide = { 4: 32, 6: 128 }[isIP(given)];
  if (address === null || wide === undefined) return undefined;
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  const own = family === 'ipv4' ? 32 : 128;
  // The first 96 bits of every IPv4 address inside of IPv6 are the same.
  const bits = prefix === undefined ? own : Number(prefix) - (wide - own);
  return Number(prefix ?? 0) <= wide && bits >= 0 ? { address, bits, family } : undefined;
}

/** Returns a test for addresses in the form of {@link plainAddress}. A missing address is in no list. */
export function addressList(ranges: readonly string[]): (address: string | null) => boolean {
  const list = new BlockList();
  for (const text of ranges) {
    const range = readRange(text);
    if (range) list.addSubnet(range.address, range.bits, range.family);
  }
  return (address) => address !== null && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Returns the ranges of a list that may have names of ranges in it. */
export function namedRanges(names: readonly string[]): string[] {
  const known = new Map<string, readonly string[]>(Object.entries(NAMED_RANGES));
  return names.flatMap((name) => known.get(name) ?? [name]);
}

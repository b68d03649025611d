import { decodeBase58, decodeBase58Check } from './base58.ts';
import { isSegwit } from './bech32.ts';
import { isEvmAddress } from './evm.ts';
import { isTonAddress } from './ton.ts';

/** Base58check with one of these version bytes before a hash of 20 bytes. */
const base58 =
  (...versions: number[]) =>
  (text: string): boolean => {
    const body = decodeBase58Check(text);
    return body?.length === 21 && versions.includes(body.readUInt8(0));
  };
const either =
  (...checks: ((text: string) => boolean)[]) =>
  (text: string): boolean =>
    checks.some((check) => check(text));

/**
 * The form of an address in each network, by the provider's code of the network. Only main networks. Solana has no
 * checksum, so we can check only the form. A network that is not in this list cannot get a refund; the balance can.
 */
const NETWORKS: Readonly<Record<string, (text: string) => boolean>> = {
  TON: isTonAddress,
  TRON: base58(0x41),
  BTC: either(base58(0x00, 0x05), (text) => isSegwit(text, 'bc')),
  LTC: either(base58(0x30, 0x32), (text) => isSegwit(text, 'ltc')),
  DOGE: base58(0x1e, 0x16),
  DASH: base58(0x4c, 0x10),
  ETH: isEvmAddress,
  BSC: isEvmAddress,
  POLYGON: isEvmAddress,
  ARBITRUM: isEvmAddress,
  AVALANCHE: isEvmAddress,
  SOL: (text) => text.length <= 44 && decodeBase58(text)?.length === 32,
};

export const NETWORK_CODES = Object.keys(NETWORKS);

export function knowsNetwork(network: string): boolean {
  return Object.hasOwn(NETWORKS, network.toUpperCase());
}

/** Says whether a text is an address of this network. Checks the checksum if the network has one. */
export function isAddress(network: string, text: string): boolean {
  return NETWORKS[network.toUpperCase()]?.(text) ?? false;
}

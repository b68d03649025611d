import { decodeBase58Check, encodeBase58Check } from './base58.ts';
import { isSegwit } from './bech32.ts';
import { evmSpellings } from './evm.ts';
import { readTon, tonSpellings } from './ton.ts';

/** Removes spaces and invisible characters, which copied text often has. */
export function cleanAddress(text: string): string {
  return text.replace(/[\s\p{Cf}]/gu, '');
}

/**
 * Returns the identity of a wallet: one text for all spellings of one account. Compare wallets only by it, never by a text
 * that somebody typed or a provider wrote. TON: the raw form (EQ, UQ, test flags and both alphabets of base64 name one
 * account). Ethereum-like chains and segwit: lower case. TRON: base58, also for its hex form. Base58 has only one
 * spelling. Any other text is not changed.
 */
export function walletIdentity(text: string): string {
  return walletSpellings(text)[0];
}

/** Returns all usual spellings of the wallet, its identity first. They find data that was stored under a spelling. */
export function walletSpellings(text: string): readonly [string, ...string[]] {
  const clean = cleanAddress(text);
  const ton = readTon(clean);
  const found = ton ? tonSpellings(ton) : (evmSpellings(clean) ?? tron(clean) ?? segwit(clean));
  const [identity = clean, ...others] = found ?? [];
  return [identity, ...others];
}

const TRON_VERSION = 0x41;

function tron(text: string): string[] | undefined {
  const hex = /^(?:0x)?(41[0-9a-f]{40})$/i.exec(text)?.[1];
  const body = hex === undefined ? decodeBase58Check(text) : Buffer.from(hex, 'hex');
  return body?.length === 21 && body[0] === TRON_VERSION ? [encodeBase58Check(body)] : undefined;
}

function segwit(text: string): string[] | undefined {
  const prefixes = ['bc', 'ltc'];
  return prefixes.some((prefix) => isSegwit(text, prefix)) ? [text.toLowerCase()] : undefined;
}

/** Tags of the user-friendly form: bounceable and non-bounceable. A test network adds 0x80. */
const BOUNCEABLE = 0x11;
const NOT_BOUNCEABLE = 0x51;
const TEST_ONLY = 0x80;

/** An account of TON, in any spelling. */
export interface TonAccount {
  readonly workchain: number;
  /** 32 bytes in hex, lower case. */
  readonly account: string;
  readonly isTestOnly: boolean;
  /** The raw form `0:<hex>` has no checksum, so a typing error names another account. */
  readonly isRaw: boolean;
}

/**
 * Reads a TON address: the user-friendly form (48 characters of base64 or base64url over tag, workchain 0 or -1, 32 bytes
 * of the account and their CRC-16), or the raw form. Undefined for anything else.
 */
export function readTon(text: string): TonAccount | undefined {
  const raw = /^(0|-1):([0-9a-fA-F]{64})$/.exec(text);
  if (raw)
    return {
      workchain: Number(raw[1]),
      account: String(raw[2]).toLowerCase(),
      isTestOnly: false,
      isRaw: true,
    };
  if (!/^(?:[A-Za-z0-9+/]{48}|[A-Za-z0-9_-]{48})$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 36 || crc16(bytes.subarray(0, 34)) !== bytes.readUInt16BE(34)) return undefined;
  const [tag, workchain] = [bytes.readUInt8(0), bytes.readInt8(1)];
  if (![BOUNCEABLE, NOT_BOUNCEABLE].includes(tag & ~TEST_ONLY) || ![0, -1].includes(workchain))
    return undefined;
  const account = bytes.subarray(2, 34).toString('hex');
  return { workchain, account, isTestOnly: (tag & TEST_ONLY) !== 0, isRaw: false };
}

/** Says whether we may send coins of the main network to this text: it must have a checksum and be no test address. */
export function isTonAddress(text: string): boolean {
  const found = readTon(text);
  return found !== undefined && !found.isTestOnly && !found.isRaw;
}

/** The spellings that wallets and providers use: raw (the identity), and both friendly forms. */
export function tonSpellings({ workchain, account }: TonAccount): string[] {
  const friendly = [BOUNCEABLE, NOT_BOUNCEABLE].map((tag) => {
    const body = Buffer.concat([Buffer.of(tag, workchain & 0xff), Buffer.from(account, 'hex')]);
    const check = Buffer.alloc(2);
    check.writeUInt16BE(crc16(body));
    return Buffer.concat([body, check]).toString('base64url');
  });
  return [`${workchain}:${account}`, ...friendly];
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

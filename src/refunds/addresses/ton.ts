/** Tags of the user-friendly form: bounceable and not; a test network adds 0x80 and is refused. */
const TAGS = [0x11, 0x51];

/**
 * Whether a text is a TON address in the user-friendly form: 48 characters of base64 or base64url over tag, workchain
 * (0 or -1), 32 bytes of the account and their CRC-16. The raw form `0:<hex>` has no checksum and is refused.
 */
export function isTonAddress(text: string): boolean {
  if (!/^(?:[A-Za-z0-9+/]{48}|[A-Za-z0-9_-]{48})$/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 36 || !TAGS.includes(bytes.readUInt8(0))) return false;
  if (![0, -1].includes(bytes.readInt8(1))) return false;
  return crc16(bytes.subarray(0, 34)) === bytes.readUInt16BE(34);
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

import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Pixels of one module. Telegram shows a photo of this size sharp on a phone. */
const SCALE = 10;
/** Modules of white around the code, as the standard asks. */
const QUIET = 4;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Draws a text as a QR code: a PNG with one bit for each pixel. */
export function qrPng(text: string): Buffer {
  const { data, size } = encode(text, { border: QUIET, ecc: 'M' });
  const width = size * SCALE;
  const rows = data.flatMap((modules) => {
    const row = Buffer.alloc(1 + Math.ceil(width / 8));
    modules.forEach((isDark, at) => {
      if (isDark) return;
      for (let x = at * SCALE; x < (at + 1) * SCALE; x++) {
        const byte = 1 + (x >> 3);
        row[byte] = (row[byte] ?? 0) | (128 >> (x & 7));
      }
    });
    return Array.from({ length: SCALE }, () => row);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(width, 4);
  head[8] = 1;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

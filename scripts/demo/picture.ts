import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 300;
const HEIGHT = 400;
const [PAPER, INK, SEAL] = [0xfa, 0x55, 0xa8];

/** Makes a PNG that looks like a photo of a receipt: grey, lines of "text", a round stamp. */
export function receiptPicture(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) =>
    // Each row of a PNG begins with its filter; 0 is none.
    Buffer.from([0, ...Array.from({ length: WIDTH }, (_unused, x) => shade(x, y))]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.writeUInt8(8, 8); // bits of a sample; the rest of the header stays 0: grey, no interlace
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function shade(x: number, y: number): number {
  if (Math.abs(Math.hypot(x - 220, y - 320) - 40) < 4) return SEAL;
  const line = Math.floor(y / 24);
  const isText = y % 24 > 8 && y % 24 < 16 && line > 0 && line < 12;
  return isText && x > 30 && x < 120 + ((line * 61) % 150) ? INK : PAPER;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

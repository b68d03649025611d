import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPng } from './qr.ts';

test.each(['https://pay.example/x', `ton://transfer/${'U'.repeat(48)}?amount=95000000000`, 'ю'.repeat(300)])(
  'a code of %s, when its picture is read, then each module is a square of its colour',
  (text) => {
    const png = qrPng(text);
    const { data, size } = encode(text, { border: 4, ecc: 'M' });
    const width = png.readUInt32BE(16);
    const scale = width / size;
    const length = png.readUInt32BE(33);
    const pixels = inflateSync(png.subarray(41, 41 + length));
    const bytes = 1 + Math.ceil(width / 8);
    const isDark = (x: number, y: number): boolean =>
      (((pixels[y * bytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0;

    expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(pixels).toHaveLength(bytes * width);
    for (const corner of [0, scale - 1])
      expect(data.map((row, y) => row.map((_, x) => isDark(x * scale + corner, y * scale + corner)))).toEqual(
        data,
      );
  },
);

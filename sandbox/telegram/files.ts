import { createHash } from 'node:crypto';
import type { FileObject, StoredFile } from './types.ts';
import type { TelegramWorld } from './world.ts';

export interface NewFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** Stores the bytes. Returns the file as both a photo (two sizes) and a document. */
export function saveFile(
  world: TelegramWorld,
  file: NewFile,
  kind: 'photo' | 'document',
): { photo: FileObject[]; document: FileObject } {
  const number = world.state.nextFile++;
  const extension = /\.\w{1,8}$/.exec(file.name)?.[0] ?? (kind === 'photo' ? '.jpg' : '');
  const stored: StoredFile = {
    path: `${kind}s/file_${number}${extension}`,
    name: file.name,
    mime: file.mime,
    base64: file.bytes.toString('base64'),
    size: file.bytes.length,
  };
  const unique = createHash('sha256').update(file.bytes).digest('base64url').slice(0, 16);
  const id = `AgAC${number.toString().padStart(6, '0')}${unique}`;
  const object = (suffix: string): FileObject => ({
    file_id: `${id}${suffix}`,
    file_unique_id: `${unique}${suffix}`,
    file_size: stored.size,
  });
  const size = imageSize(file.bytes) ?? { width: 1280, height: 720 };
  const scale = Math.min(1, 90 / Math.max(size.width, size.height));
  const small = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) };
  const photo = [
    { ...object('s'), ...small },
    { ...object('x'), ...size },
  ];
  const document = { ...object('d'), file_name: file.name, mime_type: file.mime };
  for (const item of kind === 'photo' ? photo : [document]) world.state.files[item.file_id] = stored;
  world.changed();
  return { photo, document };
}

/** Width and height of a PNG, GIF, WebP or JPEG. Undefined if the bytes are none of these. */
export function imageSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 24) return undefined;
  if (bytes.readUInt32BE(0) === 0x89504e47)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.toString('latin1', 0, 3) === 'GIF')
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (bytes.toString('latin1', 8, 12) === 'WEBP') return { width: 512, height: 512 };
  return bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : undefined;
}

function jpegSize(bytes: Buffer): { width: number; height: number } {
  let at = 2;
  while (at + 9 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: 1280, height: 720 };
}

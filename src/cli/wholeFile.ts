import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file that is there whole or not at all: lines go to `<file>.part`, which takes its name at the end. What was
 * broken off stays as a part. Devices and pipes are written as they are.
 */
export async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  // A folder says so itself when it is opened.
  const part = known && !known.isFile() ? file : `${file}.part`;
  await pipeline(lines, createWriteStream(part));
  if (part !== file) await rename(part, file);
}

/** Why a file cannot be written, when that is what an error says; undefined when it is something else. */
export function unwritable(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EROFS'].includes(code) ? code : undefined;
}

import { open, rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file that is there whole or not at all: lines go to `<file>.part`, which takes its name at the end. What was
 * broken off stays as a part. Devices and pipes are written as they are.
 */
export async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  // A folder says so itself when it is opened.
  const isFile = !known || known.isFile();
  const part = isFile ? `${file}.part` : file;
  // Opened before anything is read, so that the part is there however early the source breaks off. A file reaches the
  // disk before it takes its name; a pipe cannot be made to.
  const handle = await open(part, 'w');
  await pipeline(lines, handle.createWriteStream({ flush: isFile }));
  if (isFile) await rename(part, file);
}

/** Why a file cannot be written, when that is what an error says; undefined when it is something else. */
export function unwritable(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EROFS'].includes(code) ? code : undefined;
}

import { open, rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file completely or not at all: lines go to `<file>.part`, which gets the final name at the end. If the work
 * stops early, the part stays. Devices and pipes are written directly.
 */
export async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  // A folder fails with its own error when it is opened.
  const isFile = !known || known.isFile();
  const part = isFile ? `${file}.part` : file;
  // Open the file before reading anything, so that the part exists even if the source fails at once. A file is flushed to
  // disk before it gets its name; a pipe cannot be flushed.
  const handle = await open(part, 'w');
  await pipeline(lines, handle.createWriteStream({ flush: isFile }));
  if (isFile) await rename(part, file);
}

/** If the error says that a file cannot be written, returns its code; undefined for other errors. */
export function unwritable(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EROFS'].includes(code) ? code : undefined;
}

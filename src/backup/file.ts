import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as piped, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { AppError } from '../lib/index.ts';
import { unreadable } from './format.ts';

const NAME = /^starboard-\d{8}T\d{6}Z\.sql\.gz\.age$/;

/** `starboard-20261126T050000Z.sql.gz.age`: sorting the names sorts them by time. */
export function backupName(now: Date): string {
  return `starboard-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sql.gz.age`;
}

/**
 * Writes a text packed (gzip) and encrypted (age, https://age-encryption.org/v1) for every recipient (`age1…`). The
 * file gets its name only when it is complete and on disk, so remains of a crash are never taken for a backup. Returns
 * its size in bytes.
 * Errors: BACKUP_RECIPIENT.
 */
export async function writeBackupFile(
  file: string,
  recipients: readonly string[],
  text: AsyncIterable<Uint8Array>,
): Promise<number> {
  const encrypter = encrypterFor(recipients);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(
      text,
      createGzip(),
      async function* (packed: AsyncIterable<Uint8Array>) {
        yield* await encrypter.encrypt(Readable.toWeb(Readable.from(packed)) as ReadableStream<Uint8Array>);
      },
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await sync(unfinished);
    await rename(unfinished, file);
    await sync(path.dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return (await stat(file)).size;
}

/** The text of a backup file. `identityFile` holds the private key (`AGE-SECRET-KEY-…`). Errors: BACKUP_UNREADABLE. */
export async function* readBackupFile(file: string, identityFile: string): AsyncGenerator<Uint8Array> {
  try {
    const decrypter = new Decrypter();
    for (const identity of await identities(identityFile)) decrypter.addIdentity(identity);
    const sealed = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    const packed = Readable.from(await decrypter.decrypt(sealed));
    // The reader of the last stream gets the errors of all streams before it.
    yield* piped(packed, createGunzip(), () => undefined) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
}

/** When the newest backup of a folder was written. Undefined if there is no backup, or no folder on this machine. */
export async function newestAt(directory: string): Promise<Date | undefined> {
  const names = await readdir(directory).catch(() => []);
  const newest = names
    .filter((name) => NAME.test(name))
    .toSorted()
    .at(-1);
  return newest === undefined ? undefined : (await stat(path.join(directory, newest))).mtime;
}

/** Removes all but the newest `keep` backups of a folder; other files stay. Returns the removed names. */
export async function removeOld(directory: string, keep: number): Promise<string[]> {
  const backups = (await readdir(directory)).filter((name) => NAME.test(name)).toSorted();
  const old = backups.slice(0, Math.max(0, backups.length - keep));
  for (const name of old) await rm(path.join(directory, name));
  return old;
}

function encrypterFor(recipients: readonly string[]): Encrypter {
  if (recipients.length === 0) throw new AppError('BACKUP_RECIPIENT', { recipient: '' });
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch (error) {
      throw new AppError('BACKUP_RECIPIENT', { recipient }, { cause: error });
    }
  }
  return encrypter;
}

async function identities(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  const found = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (found.length === 0) throw unreadable(`${file} holds no private key`);
  return found;
}

async function sync(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

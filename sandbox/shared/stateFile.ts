import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../../src/platform/index.ts';

/** Keeps the imitation's state in a JSON file, so that a restarted sandbox has its chats and invoices again. */
export interface StateFile {
  /** Notes that something changed. The file is written soon after. */
  touch(): void;
  /** Writes changes that are not written yet. */
  flush(): void;
}

const WRITE_AFTER_MS = 300;

/** The content of the file, or undefined if there is none yet. A damaged file is moved aside, and the log says so. */
export function readState<T>(file: string | undefined, log: Logger): T | undefined {
  if (!file || !existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    renameSync(file, `${file}.damaged`);
    log.warn({ file, err: error }, 'sandbox state is damaged and was put aside');
    return undefined;
  }
}

export function createStateFile(file: string | undefined, snapshot: () => unknown): StateFile {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(snapshot()));
    renameSync(`${file}.new`, file);
  };
  return {
    touch() {
      if (!file || timer) return;
      timer = setTimeout(write, WRITE_AFTER_MS);
      timer.unref();
    },
    flush() {
      if (timer) write();
    },
  };
}

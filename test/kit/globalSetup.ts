import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { redisBinary } from '../../scripts/services/redis.ts';
import { createTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run. Its data are thrown away, so it need not wait for the disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  redisBinary();
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-test-'));
  // If root starts it, the server runs as another account, and that account must be able to enter.
  chmodSync(directory, 0o755);
  const postgres = await startPostgres({
    directory: path.join(directory, 'postgres'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' },
  });
  const stop = async (): Promise<void> => {
    await postgres.stop('immediate');
    rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await createTemplate(postgres);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgresUrl', postgres.url('postgres'));
  return stop;
}

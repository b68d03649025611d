import { reportStorage, type TableReport } from '../../../retention/index.ts';
import type { Access } from '../../access/panel.ts';

/** A table as the page shows it: times as texts. */
export interface StoredTable extends Omit<TableReport, 'oldest' | 'cleanedAt'> {
  readonly oldest: string | null;
  readonly cleanedAt: string | null;
}
export interface StorageView {
  /** With an end, and without one. The largest first. */
  readonly bounded: readonly StoredTable[];
  readonly unbounded: readonly StoredTable[];
  readonly bytes: number;
}

export async function readStorage({ panel: { app } }: Access): Promise<StorageView> {
  const tables = (await reportStorage(app)).map((table) => ({
    ...table,
    oldest: table.oldest?.toISOString() ?? null,
    cleanedAt: table.cleanedAt?.toISOString() ?? null,
  }));
  return {
    bounded: tables.filter(({ days }) => days !== null),
    unbounded: tables.filter(({ days }) => days === null),
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { rowOf, rowsOf } from '../../access/rows.ts';
import { ADJUSTMENTS } from '../refunds/source.ts';
import { SUSPENSE } from './source.ts';

/** Money in suspense: what put it there, and every requested release. */
export interface SuspenseView {
  row: ShownRow;
  releases: ShownRow[];
}

const MOST = 100;

export async function readSuspense(access: Access, id: string): Promise<SuspenseView> {
  return { row: await rowOf(access, SUSPENSE, id), releases: await releasesOf(access, id) };
}

/** The requested releases of the money that this journal put into suspense, the newest first. */
export async function releasesOf(access: Access, journalId: string): Promise<ShownRow[]> {
  return journalId === ''
    ? []
    : rowsOf(access, ADJUSTMENTS, { filters: { original_id: journalId }, limit: MOST });
}

import { ERRORS, own } from '../../../lib/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import type { Pair } from '../../words/pair.ts';
import { ERROR_GROUPS, ERROR_OCCURRENCES } from './source.ts';
import { MEANINGS } from './texts.ts';

export interface ErrorView {
  readonly group: ShownRow;
  readonly meaning: Pair;
  readonly occurrences: readonly ShownRow[];
  readonly versions: readonly ShownRow[];
}

const MOST = 50;

export async function readErrors(access: Access, id: string): Promise<ErrorView> {
  const group = await rowOf(access, ERROR_GROUPS, id);
  const [code, door, place] = [textOf(group, 'code'), textOf(group, 'door'), textOf(group, 'place')];
  const [occurrences, same] = await Promise.all([
    rowsOf(access, ERROR_OCCURRENCES, { filters: { group_id: id }, limit: MOST }),
    rowsOf(access, ERROR_GROUPS, { filters: { code, door, place }, limit: MOST }),
  ]);
  return {
    group,
    meaning: meaningOf(code),
    occurrences,
    // The list looks for a part of the place.
    versions: same.filter((other) => other['id'] !== group['id'] && textOf(other, 'place') === place),
  };
}

/** A code of another version may be unknown here. */
function meaningOf(code: string): Pair {
  const kind = own(ERRORS, code)?.kind ?? 'bug';
  return kind === 'bug' || kind === 'unavailable' ? MEANINGS[kind] : MEANINGS.refusal;
}

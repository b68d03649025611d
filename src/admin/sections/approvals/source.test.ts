import { expect, test } from 'vitest';
import { PROPOSAL_KINDS } from '../../../proposals/index.ts';
import { PROPOSAL_SECTIONS } from './actions.ts';
import { PROPOSALS } from './source.ts';

test('kinds of proposals, when all tables are walked, then each lies in one and belongs to its subject', () => {
  const shown = Object.values(PROPOSALS).flatMap(
    ({ columns }) => columns.find(({ name }) => name === 'kind')?.values ?? [],
  );
  expect(shown.toSorted()).toEqual([...PROPOSAL_KINDS].toSorted());
  expect(Object.values(PROPOSALS).map(({ id, subject }) => [id, subject])).toEqual(
    Object.entries(PROPOSAL_SECTIONS).map(([id, { subject }]) => [id, subject]),
  );
});

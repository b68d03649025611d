import type { Source } from '../../access/source.ts';
import { abilityOf, columnsOf, RESOURCES } from '../../sections/registry.ts';
import { expect, test } from 'vitest';
import { ABILITIES, ACTIONS, ROLES, SUBJECTS } from '../../../staff/index.ts';
import { permittedColumns } from '../reader/index.ts';
import { LEDGER_ENTRIES } from '../../sections/ledger/source.ts';
import { INVOICES } from '../../sections/orders/source.ts';

const rights = SUBJECTS.flatMap((subject) =>
  ROLES.flatMap((role) => ABILITIES[subject][role].map((right) => ({ subject, role, right }))),
);

test('the table of abilities, when a right is limited, then it names columns that exist', () => {
  for (const { subject, right } of rights) {
    if (typeof right === 'string') continue;
    if (right.own !== undefined) expect(columnsOf(subject)).toContain(right.own);
    if (right.among !== undefined) expect(columnsOf(subject)).toContain(right.among.column);
  }
});

test('the table of abilities, when a role has a right twice on a subject, then CASL would join their columns: it has not', () => {
  for (const role of ROLES)
    for (const subject of SUBJECTS) {
      const actions = ABILITIES[subject][role].map((right) =>
        typeof right === 'string' ? right : right.action,
      );
      expect(new Set(actions).size, `${role} ${subject}`).toBe(actions.length);
    }
});

test.each(ROLES)(
  'abilityFor, when %s is asked every action of every subject, then it grants what stands in the table and nothing else',
  (role) => {
    const ability = abilityOf({ id: 1n, role });
    const granted = SUBJECTS.flatMap((subject) =>
      ACTIONS.filter((action) => ability.can(action, subject)).map((action) => `${action} ${subject}`),
    );
    const written = rights
      .filter((one) => one.role === role)
      .map(({ subject, right }) => `${typeof right === 'string' ? right : right.action} ${subject}`);
    expect(granted.toSorted()).toEqual(written.toSorted());
  },
);

test('the table of abilities, when an auditor is looked up, then they see every subject and change none', () => {
  for (const subject of SUBJECTS) {
    const actions = ABILITIES[subject].auditor.map((right) =>
      typeof right === 'string' ? right : right.action,
    );
    expect(actions, subject).toContain('see');
    expect(new Set([...actions, 'see', 'export', 'verify']), subject).toEqual(
      new Set(['see', 'export', 'verify']),
    );
  }
});

test('abilityFor, when a subject is not granted, then nothing of it can be read or done', () => {
  const ability = abilityOf({ id: 1n, role: 'support' });
  expect(permittedColumns(ability, LEDGER_ENTRIES)).toEqual([]);
  expect(ability.can('see', 'staff')).toBe(false);
  expect(ability.can('block', 'users')).toBe(false);
});

test('abilityFor, when all of the table is walked, then each role can do what its row names and nothing else', () => {
  for (const role of ROLES) {
    const ability = abilityOf({ id: 1n, role });
    for (const subject of SUBJECTS) {
      const named = ABILITIES[subject][role].map((right) =>
        typeof right === 'string' ? right : right.action,
      );
      const can = ACTIONS.filter((action) => ability.can(action, subject));
      expect(can.toSorted(), `${role} ${subject}`).toEqual(named.toSorted());
    }
  }
});

test('abilityFor, when a right leaves columns out, then they are not readable', () => {
  const names = (role: 'support' | 'finance'): string[] =>
    permittedColumns(abilityOf({ id: 1n, role }), INVOICES).map(({ name }) => name);
  expect(names('support')).not.toContain('facts');
  expect(names('finance')).toContain('facts');
});

test('views, when their columns are walked, then each exists in the source', () => {
  for (const { source, list, filter, title } of RESOURCES as readonly {
    source: Source;
    list: readonly string[];
    filter: readonly string[];
    title: string;
  }[]) {
    const names = source.columns.map(({ name }) => name);
    for (const name of [...list, ...filter, title, source.idColumn, source.sort.by])
      expect(names, `${source.id}.${name}`).toContain(name);
  }
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { exportLedgerCommand, verifyLedgerCommand } from '../../src/cli/ledger.ts';
import { writeWhole } from '../../src/cli/wholeFile.ts';
import { post } from '../../src/ledger/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { openUsers, purchase, sealAll, topup } from '../kit/journals.ts';

const context = await createTestContext();
const { db, testDb } = context;
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-ledger-cli-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name: string, text?: string): string => {
  const at = path.join(directory, name);
  if (text !== undefined) writeFileSync(at, text);
  return at;
};

const said: string[] = [];
for (const way of ['log', 'error'] as const)
  vi.spyOn(console, way).mockImplementation((text: unknown) => void said.push(String(text)));
vi.spyOn(process.stderr, 'write').mockReturnValue(true); // the progress bar
beforeEach(() => (said.length = 0));

const [user = 0n] = await openUsers(db, 1);
await db.tx((tx) => post(tx, topup(user, 100n)));
await db.tx((tx) => post(tx, purchase(user, 10n, 10n)));
await sealAll(context);
const closing = await db.one<{ day: string; hash: string }>('SELECT day::text, hash FROM ledger.closings');

test('ledger verify, when all is well, then says so and gives the head of the chain', async () => {
  expect(await verifyLedgerCommand(context, [])).toBe(0);
  expect(said).toEqual([
    '1 blocks, 4 transfers, 0 closings from outside',
    expect.stringMatching(/^head of the chain: [0-9a-f]{64}$/),
    'The ledger is sound.',
  ]);
});

test('ledger verify, when closings are given as log, webhook or by hand wrote them, then holds the chain against them', async () => {
  const { day = '', hash = '' } = closing ?? {};
  const lines = {
    log: JSON.stringify({
      level: 'info',
      time: '2030-01-02T03:04:05.678Z',
      day,
      block: 1,
      position: 4,
      hash,
    }),
    webhook: JSON.stringify({ day, block: '1', position: '4', hash }),
    hand: `${day} ${hash}`,
  };
  for (const [name, line] of Object.entries(lines)) {
    expect(await verifyLedgerCommand(context, ['--closings', file(name, `${line}\n`)]), name).toBe(0);
    const wrong = file(name, line.replace(hash, '0'.repeat(64)));
    expect(await verifyLedgerCommand(context, ['--closings', wrong]), name).toBe(1);
    expect(said.at(-1)).toBe(`BROKEN: closing of ${day} is not what was published`);
  }
});

test('ledger verify, when the file holds no closing or does not exist, then nothing is called sound', async () => {
  for (const at of [file('empty', 'nothing\n'), file('absent'), ''])
    expect(await verifyLedgerCommand(context, ['--closings', at])).toBe(2);
  expect(said.join()).not.toContain('sound');
});

test('ledger export, when a period and a file are given, then the file holds its transfers, in either format', async () => {
  const out = file('out');
  for (const [format, lines] of [
    ['csv', 5],
    ['jsonl', 4],
  ] as const) {
    expect(
      await exportLedgerCommand(context, ['--format', format, '--from', '2020-01-01', '--out', out]),
    ).toBe(0);
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(lines);
    expect(said.at(-1)).toBe(`4 transfers in ${out}`);
  }
  expect(await exportLedgerCommand(context, ['--to', '2020-01-01T00:00', '--out', out])).toBe(0);
  expect(said.at(-1)).toBe(`0 transfers in ${out}`);
});

test('a file of the command line, when its source fails half-way, then the file keeps what it held, and the half stands beside it as a part', async () => {
  const out = file('whole', 'from before');
  async function* source(): AsyncGenerator<string> {
    yield 'half';
    throw new Error('the database is away');
  }
  await expect(writeWhole(out, source())).rejects.toThrow('away');
  expect(readFileSync(out, 'utf8')).toBe('from before');
  expect(existsSync(`${out}.part`)).toBe(true);
});

test('ledger export, when it is called wrongly or cannot write, then says so', async () => {
  for (const args of [
    ['--format', 'xml'],
    ['--from', 'yesterday'],
    ['--from', '2026-02-01', '--to', '2026-01-01'],
    ['--out'],
    ['--out', path.join(directory, 'absent', 'out.csv')],
  ])
    expect(await exportLedgerCommand(context, args), args.join(' ')).toBe(2);
});

test('ledger verify, when a superuser has changed an amount, then names the row and fails', async () => {
  await testDb.owner.query(
    'ALTER TABLE ledger.transfer DISABLE TRIGGER ALL; UPDATE ledger.transfer SET amount = 11 WHERE position = 2',
  );
  expect(await verifyLedgerCommand(context, [])).toBe(1);
  expect(said.at(-1)).toMatch(/^BROKEN: changed at position 2, journal [0-9a-f-]{36} line 1$/);
});

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTemplate } from '../kit/template.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-bot-postgres-'));
chmodSync(directory, 0o755);
const options = { directory: path.join(directory, 'postgres') };
let postgres = await startPostgres(options);
atEnd(async () => {
  await postgres.stop('immediate');
  rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});
await createTemplate(postgres);
const chats = await openChats({}, postgres.url('postgres'));
const restart = async (): Promise<void> =>
  void (postgres = await startPostgres({ ...options, port: postgres.port }));

const codes = (from: number): unknown[] =>
  chats
    .updates()
    .slice(from)
    .map(({ result }) => result);

test('updates, when PostgreSQL restarts while many press, then all are answered and none is an internal error', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => chats.person()));
  for (const person of people) await chats.give(person, 200);
  const from = chats.updates().length;
  const pressing = Promise.all(
    people.map(async (person) => {
      for (const word of ['/balance', '/history', '/buy', '/settings', '/help']) await person.send(word);
    }),
  );
  await postgres.stop('immediate');
  await restart();
  await pressing;
  await expect.poll(() => chats.updates().length - from, { timeout: 50_000 }).toBe(60);
  // Those that met it for longer than a turn may wait were told to try again, which is an answer as well.
  const met = new Set(codes(from));
  met.delete('DATABASE_UNAVAILABLE');
  expect([...met]).toEqual(['ok']);
});

test('an update, when PostgreSQL stays away, then the user is told to try again, and what was begun is kept', async () => {
  const person = await chats.person();
  await ticketsIn(chats).beginTicket(person, 'delivery');
  await person.send('Where are my stars?');
  await person.waitFor('Черновик обращения');
  await chats.answered();
  const from = chats.updates().length;
  await postgres.stop('fast');
  await person.press('ticket_send');
  await person.waitFor('Одну минуту', 40_000);
  await restart();
  await expect.poll(() => codes(from), { timeout: 20_000 }).toContain('DATABASE_UNAVAILABLE');
  // The button beside the words.
  await person.press('ticket_send');
  await person.waitFor(/Обращение №\d+ принято/, 40_000);
});

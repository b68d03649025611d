import { expect, test } from 'vitest';
import { raiseSign } from '../../src/health/index.ts';
import { hire } from '../kit/hire.ts';
import { createPlayer } from '../kit/player.ts';
import { createBots } from '../kit/worker.ts';
import { openWatch } from './watch.ts';

const watch = await openWatch();
const { app, shop } = watch;
const player = createPlayer(shop.sandbox.url);
const startBot = createBots(app);
const TITLE = 'Telegram refuses the token';

test('an alert, when the process that raised it is gone and the one that tells it is killed, then the chat has it all the same', async () => {
  const person = await player.addUser({ first_name: 'Admin', language_code: 'en' });
  await person.send('/start');
  const staffId = await hire(app, 'admin');
  await app.testDb.owner.query(`UPDATE staff SET language = 'en' WHERE id = $1`, [staffId]);
  await app.testDb.owner.query(
    'INSERT INTO alert_receivers (staff_id, chat_id, linked_by) VALUES ($1, $2, $1)',
    [staffId, person.id],
  );
  await raiseSign(app, { name: 'telegram.token', severity: 'unhealthy', text: 'refused' });
  await watch.look();
  expect(await watch.told('telegram.token')).toEqual(['raised', 'raised']);

  const first = await startBot();
  await person.waitFor(TITLE, 60_000);
  await first.end('SIGKILL');
  const second = await startBot();
  await expect
    .poll(
      async () =>
        (
          await app.db.query(
            `SELECT FROM alert_tells t JOIN alerts a ON a.id = t.alert_id WHERE a.kind = 'telegram.token' AND t.state = 'queued'`,
          )
        ).rowCount,
      { timeout: 120_000 },
    )
    .toBe(0);
  const copies = (await person.messages()).filter(({ text }) => text?.includes(TITLE) === true);
  // It is sent a second time only if the process died before it could write that Telegram took it.
  expect([1, 2]).toContain(copies.length);
  await second.end('SIGTERM');
}, 240_000);

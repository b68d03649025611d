import { expect, test } from 'vitest';
import { flushErrors } from '../../src/errors/index.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

test('an error, when the bot tells a code for support, then the code leads to the person, the act and the order', async () => {
  const person = await chats.person({ language_code: 'en' });
  await chats.player.heleketFault({ kind: 'error500', times: 50 });
  await person.send('/buy');
  await person.waitFor('Star shop');
  await person.press({ data: 'buy_100' });
  const message = await person.waitFor('Reference for support');
  const [, code = ''] = /Reference for support: (?:<code>)?([0-9a-f]{8})/.exec(message.text ?? '') ?? [];
  const kept = await chats.testDb.owner.one(
    `SELECT e.user_id, e.code, e.act, o.stars FROM shown_errors e
     LEFT JOIN orders o ON o.user_id = e.user_id AND o.correlation_id = e.correlation_id WHERE e.reference = $1`,
    [code],
  );
  expect(kept).toEqual({
    user_id: await chats.userId(person),
    code: 'PROVIDER_UNAVAILABLE',
    act: 'buy_{stars}',
    stars: 100,
  });
  await flushErrors(chats.app);
  const counted = await chats.testDb.owner.one(
    `SELECT g.code, g.place, c.user_id, o.stars FROM error_occurrences c JOIN error_groups g ON g.id = c.group_id
     JOIN orders o ON o.id = c.order_id WHERE c.reference = $1 AND g.door = 'bot'`,
    [code],
  );
  expect(counted).toEqual({
    code: 'PROVIDER_UNAVAILABLE',
    place: 'buy_{stars}',
    user_id: kept?.['user_id'],
    stars: 100,
  });
});

import { beginForOrder } from '../../src/delivery/index.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import { TEXTS } from '../../src/bot/texts/index.ts';
import { newId } from '../../src/lib/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import type { Role } from '../../src/staff/index.ts';
import { hire } from '../kit/hire.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import type { Chats } from '../kit/chats.ts';

export const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);
/** The data of the first button that begins so. */
export const button = (message: Message, start: string): string =>
  dataOf(message).find((data) => data.startsWith(start)) ?? '';

/** The messages above the button that picks a person. They come beside a screen. */
const PICKERS = [TEXTS.ru, TEXTS.en].map(({ sending }) => sending.recipient.pickHow);

let names = 0;
/** Beyond those that the sandbox gives. */
let updates = 910_000_000;
/** A name that nobody else in the test has. */
export const freshName = (): string => `friend_${process.pid}_${++names}`;

/** What tests of sent stars do beside pressing. */
export function createSender(stage: Chats) {
  const { app, testDb } = stage;

  const press = async (person: PlayedUser, data: string): Promise<Message> => {
    await person.press(data);
    return shown(person);
  };
  const type = async (person: PlayedUser, text: string): Promise<Message> => {
    await person.send(text);
    return shown(person);
  };
  const shown = async (person: PlayedUser): Promise<Message> => {
    await stage.answered();
    const messages = await person.messages();
    const message = messages.findLast(
      ({ from, text }) => from?.is_bot === true && !PICKERS.includes(text ?? ''),
    );
    if (!message) throw new Error('the bot showed nothing');
    return message;
  };
  /** Somebody with so many stars on the balance. */
  const owner = async (
    stars: number,
    profile: { username?: string; language_code?: string } = {},
  ): Promise<PlayedUser> => {
    const person = await stage.player.addUser({ first_name: 'Тест', language_code: 'ru', ...profile });
    await person.send('/start');
    await stage.answered();
    if (stars === 0) return person;
    await stage.give(person, stars);
    const userId = await stage.userId(person);
    await buyFromBalance(app, { userId, stars, requestKey: `test:${userId}` });
    return person;
  };
  const starsOf = async (person: PlayedUser): Promise<{ stars: bigint; delivery: bigint }> => {
    const { stars, delivery } = await userBalances(testDb.db, await stage.userId(person));
    return { stars, delivery };
  };
  const deliveries = async (person: PlayedUser) => {
    const { rows } = await testDb.owner.query<{
      id: string;
      status: string;
      stars: number;
      recipient: string;
      is_self: boolean;
      checked: string;
      recipient_name: string | null;
    }>(
      `SELECT id, status, stars, recipient, is_self, checked, recipient_name FROM deliveries WHERE user_id = $1
       ORDER BY created_at`,
      [await stage.userId(person)],
    );
    return rows;
  };
  /** Presses one button several times at once, also as Telegram does that delivers an update again. */
  const pressTwice = async (person: PlayedUser, message: Message, data: string): Promise<void> => {
    const { person: known } = await person.chat();
    const query = () => ({
      callback_query: { id: newId(), from: known.user, message, chat_instance: '1', data },
    });
    const again = { update_id: ++updates, ...query() };
    await Promise.all([
      stage.player.sendUpdate(query()),
      stage.player.sendUpdate(query()),
      stage.bot.takeUpdate(again, newId()),
      stage.bot.takeUpdate(again, newId()),
    ]);
    await stage.answered();
  };
  /** Does what the worker does after a payment, and sends what is told then. */
  const work = async (): Promise<void> => {
    const { rows: jobs } = await testDb.owner.query<{ orderId: string }>(
      `SELECT payload ->> 'orderId' AS "orderId" FROM outbox WHERE job = 'delivery.order-paid'`,
    );
    for (const { orderId } of jobs) await beginForOrder(app, orderId);
    const { rows: news } = await testDb.owner.query<{ id: string }>(
      `SELECT id FROM notifications WHERE state IN ('queued', 'failed') ORDER BY created_at`,
    );
    for (const { id } of news) await stage.bot.sendNotification(id);
  };
  /** A person of the back office. */
  const hireFor = (role: Role): Promise<bigint> => hire({ testDb }, role);
  /** What is wrong in the ledger. */
  const ledger = () => checkLedger(app);
  return { press, type, shown, owner, starsOf, deliveries, pressTwice, work, hireFor, ledger };
}

import type { Message } from '../../../sandbox/index.ts';
import type { PlayedUser, Player } from '../../kit/player.ts';

const buttons = (message: Message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const dataOf = (message: Message, start: string): string =>
  buttons(message).find((button) => button.callback_data?.startsWith(start))?.callback_data ?? '';

/** One person buys 100 stars and pays. The end is the receipt, which comes after the webhook of the payment. */
export async function sellStars(player: Player, person: PlayedUser): Promise<void> {
  await person.send('/start');
  await person.waitFor((message) => dataOf(message, 'buy_stars') !== '', 60_000);
  await person.press('buy_stars');
  await person.waitFor((message) => dataOf(message, 'buy_100') !== '');
  await person.press('buy_100');
  const invoice = await person.waitFor((message) =>
    buttons(message).some(({ url }) => url?.includes('/pay/')),
  );
  await player.pay(buttons(invoice).find(({ url }) => url?.includes('/pay/'))?.url ?? '');
  await person.waitFor(/stars are on your balance|Звёзды на вашем балансе/, 60_000);
}

/** Sends the person's stars to a friend. The end is the message that they arrived. */
export async function giveStars(person: PlayedUser): Promise<void> {
  await person.send('/balance');
  await person.waitFor((message) => dataOf(message, 'send_stars') !== '');
  await person.press('send_stars');
  const many = await person.waitFor((message) => dataOf(message, 'send_1') !== '');
  await person.press(dataOf(many, 'send_1'));
  await person.waitFor(/@username/);
  await person.send('@friend_of_the_trial');
  const confirm = await person.waitFor((message) => dataOf(message, 'go_') !== '');
  await person.press(dataOf(confirm, 'go_'));
  await person.waitFor(/arrived|дошли/, 60_000);
}

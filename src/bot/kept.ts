import type { App } from '../app.ts';
import { isNotice } from '../notifications/index.ts';
import { isReceipt, type Order } from '../shop/index.ts';

/**
 * Whether a message must not be changed: the bot sent it by itself (an answer, a receipt, a refund), or it is the
 * receipt of a purchase from balance. Buttons of such a message open a fresh message. Only news of the same order
 * change it.
 */
async function isKept(app: App, userId: bigint, messageId: number): Promise<boolean> {
  const id = BigInt(messageId);
  const [notice, receipt] = await Promise.all([isNotice(app, userId, id), isReceipt(app, userId, id)]);
  return notice || receipt;
}

/** The message that the reply to a pressed button replaces. Undefined: the reply is a fresh message. */
export async function placeFor(
  app: App,
  { userId, pressed, order }: { userId: bigint; pressed: number | undefined; order?: Order | undefined },
): Promise<number | undefined> {
  if (pressed === undefined || order?.chatMessageId === BigInt(pressed)) return pressed;
  return (await isKept(app, userId, pressed)) ? undefined : pressed;
}

import { own } from '../../../src/lib/index.ts';
import { badRequest } from '../errors.ts';
import { readFlag, readText } from '../params.ts';
import { ANSWER_WITHIN_MS } from '../press.ts';
import { tell } from '../world.ts';
import type { Call } from './call.ts';

/** Once per press, and in time. */
export function answerCallbackQuery(call: Call): true {
  const { world, params } = call;
  const id = readText(params, 'callback_query_id') ?? '';
  const text = readText(params, 'text') ?? '';
  const press = own(world.state.presses, id);
  const now = world.time.now().getTime();
  if (!press || press.answered || now - press.at > ANSWER_WITHIN_MS)
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  press.answered = true;
  const toast = {
    callbackQueryId: id,
    userId: press.userId,
    text,
    showAlert: readFlag(params, 'show_alert'),
    url: readText(params, 'url') ?? null,
    at: world.time.now().toISOString(),
  };
  world.state.toasts.push(toast);
  if (world.state.toasts.length > 1000) world.state.toasts.shift();
  tell(world, press.userId, { type: 'answer', toast, messageId: press.messageId, data: press.data });
  return true;
}

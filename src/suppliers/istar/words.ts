import { own } from '../../lib/index.ts';
import type { CreateOutcome, OrderState, RecipientCheck } from '../contract.ts';

const STATES: Readonly<Record<string, OrderState>> = { completed: 'delivered', failed: 'failed' };

/** Only these two words are published. With any other word the order has not ended. */
export const stateOf = (status: string): OrderState => own(STATES, status) ?? 'pending';

/** Messages of Fragment about an account. iStar asks Fragment. The apostrophe may be an HTML entity. */
const ACCOUNTS: readonly (readonly [RegExp, Exclude<RecipientCheck['is'], 'ok'>])[] = [
  [/no telegram users|(?:user|recipient)\w* (?:was )?not found/i, 'notFound'],
  [/username assigned to a user/i, 'notUser'],
  [/can.{1,8}t (?:gift|send)|cannot receive/i, 'cannotReceiveNow'],
];

/** Says what is wrong with an account, by the message of the supplier. `unknown`: we do not know the message. */
export const accountProblem = (text: string): Exclude<RecipientCheck['is'], 'ok'> =>
  ACCOUNTS.find(([words]) => words.test(text))?.[1] ?? 'unknown';

type Why = Extract<CreateOutcome, { is: 'refused' }>['why'];

/** Says why an order was refused, by the message of the supplier, because iStar has no codes. */
export function refusalOf(text: string): Why {
  if (/balance|insufficient|not enough|funds/i.test(text)) return 'funds';
  return accountProblem(text) !== 'unknown' || /user|recipient|account/i.test(text) ? 'recipient' : 'order';
}

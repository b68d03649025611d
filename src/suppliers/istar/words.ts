import { own } from '../../lib/index.ts';
import type { CreateOutcome, OrderState, RecipientCheck } from '../contract.ts';

const STATES: Readonly<Record<string, OrderState>> = { completed: 'delivered', failed: 'failed' };

/** Only these two words are published; any other says that the order goes on. */
export const stateOf = (status: string): OrderState => own(STATES, status) ?? 'pending';

/** What Fragment, which iStar asks, says of an account. The apostrophe may come as an HTML entity. */
const ACCOUNTS: readonly (readonly [RegExp, Exclude<RecipientCheck['is'], 'ok'>])[] = [
  [/no telegram users|(?:user|recipient)\w* (?:was )?not found/i, 'notFound'],
  [/username assigned to a user/i, 'notUser'],
  [/can.{1,8}t (?:gift|send)|cannot receive/i, 'cannotReceiveNow'],
];

/** What is wrong with an account, by the words of the supplier; `unknown` where they say nothing that we know. */
export const accountProblem = (text: string): Exclude<RecipientCheck['is'], 'ok'> =>
  ACCOUNTS.find(([words]) => words.test(text))?.[1] ?? 'unknown';

type Why = Extract<CreateOutcome, { is: 'refused' }>['why'];

/** Why an order was refused, by the words of the supplier: it has no codes. */
export function refusalOf(text: string): Why {
  if (/balance|insufficient|not enough|funds/i.test(text)) return 'funds';
  return accountProblem(text) !== 'unknown' || /user|recipient|account/i.test(text) ? 'recipient' : 'order';
}

import type { Cost, CreateOutcome, Later, LookUpOutcome, RecipientCheck } from '../contract.ts';
import { laterOf, type Exchange } from '../../platform/index.ts';
import { readAnswer, textIn, type Answer } from './answer.ts';
import { createdOrder, foundOrder, foundRecipient, heldBalance } from './schemas.ts';
import { costOf, viewOf, type Wallet } from './view.ts';
import { accountProblem, refusalOf } from './words.ts';

/** Turns the answer of each call into an outcome. Pure. */

interface Told {
  readonly status: number;
  readonly answer: Answer;
  readonly text: string;
  /** The message in the answer. */
  readonly said: string;
}

/** True if the status is about the service as a whole and not about this call. */
const isOutside = (status: number): boolean =>
  status >= 500 || (status >= 300 && status < 400) || [401, 403, 408, 429].includes(status);
const isGood = (status: number): boolean => status >= 200 && status < 300;

/** Reads an answer from iStar itself to this call. An HTML page means a wrong key or path, or it comes from a gateway. */
function toldBy(result: Exchange): Told | undefined {
  if (result.is !== 'answer' || isOutside(result.status)) return undefined;
  const answer = readAnswer(result.text);
  return answer && { status: result.status, answer, text: result.text, said: textIn(answer) ?? '' };
}

type Unchecked<T> = T extends unknown ? Omit<T, 'checkedAt'> : never;

export function checkOf(result: Exchange): Unchecked<RecipientCheck> {
  const told = toldBy(result);
  if (!told) return { is: 'unknown', text: laterOf(result).text ?? '' };
  const found = foundRecipient.safeParse(told.answer);
  if (!isGood(told.status) || !found.success) return { is: accountProblem(told.said), text: told.said };
  const { recipient: token, name, photo, myself: isSelf } = found.data;
  return {
    is: 'ok',
    token,
    ...(name === undefined ? {} : { name }),
    ...(photo === undefined ? {} : { photo }),
    ...(isSelf === undefined ? {} : { isSelf }),
  };
}

/** Undefined: we have no such wallet at iStar. */
export function balanceOf(result: Exchange, wallet: Wallet): Cost | Later | undefined {
  const told = toldBy(result);
  if (told?.status === 404 && /wallet/i.test(told.said)) return undefined;
  const held = heldBalance.safeParse(told?.answer);
  if (!told || !isGood(told.status) || !held.success) return laterOf(result);
  const { balance, currency = wallet } = held.data;
  return (currency.toUpperCase() === wallet ? costOf(balance, wallet) : undefined) ?? laterOf(result);
}

/** If the answer is not a certain yes or no, an order may exist. Then only a person can find out. */
export function createOf(result: Exchange, wallet: Wallet): CreateOutcome {
  if (result.is === 'unsent') return laterOf(result);
  if (result.is === 'lost') return { is: 'unknown', evidence: result.reason };
  if ([401, 403, 429].includes(result.status)) return laterOf(result);
  const told = toldBy(result);
  const order = createdOrder.safeParse(told?.answer);
  if (told && isGood(told.status) && order.success) {
    const view = viewOf(order.data, { ...told, wallet });
    return { is: 'accepted', view, isNew: true };
  }
  // A 409 may be about an order that exists. An order number also means one.
  const isNo = told && told.status >= 400 && told.status !== 409 && !order.success;
  if (isNo && told.said !== '') return { is: 'refused', why: refusalOf(told.said), text: told.said };
  return { is: 'unknown', evidence: `http ${result.status}: ${result.text.slice(0, 500)}`.toWellFormed() };
}

export function lookUpOf(result: Exchange, ref: string): LookUpOutcome {
  const told = toldBy(result);
  if (!told) return laterOf(result);
  // A wrong path is also a 404, so the message must name the order.
  if (told.status === 404 && /order/i.test(told.said)) return { is: 'absent' };
  const order = foundOrder.safeParse(told.answer);
  const isIt = isGood(told.status) && order.success && order.data.order_id === ref;
  return isIt ? { is: 'found', view: viewOf(order.data, told) } : laterOf(result);
}

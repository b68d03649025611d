import type { Cost, CreateOutcome, Later, LookUpOutcome, RecipientCheck } from '../contract.ts';
import { laterOf, type Exchange } from '../exchange.ts';
import { readAnswer, textIn, type Answer } from './answer.ts';
import { createdOrder, foundOrder, foundRecipient, heldBalance } from './schemas.ts';
import { costOf, viewOf, type Wallet } from './view.ts';
import { accountProblem, refusalOf } from './words.ts';

/** What each call came to. Pure. */

interface Told {
  readonly status: number;
  readonly answer: Answer;
  readonly text: string;
  /** What it says in words. */
  readonly said: string;
}

/** The service as a whole, and not what was asked. */
const isOutside = (status: number): boolean =>
  status >= 500 || (status >= 300 && status < 400) || [401, 403, 408, 429].includes(status);
const isGood = (status: number): boolean => status >= 200 && status < 300;

/** An answer to what was asked, by iStar itself: a page in HTML comes for a wrong key or path, or from in front of it. */
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

/** Undefined where iStar has no such wallet of ours. */
export function balanceOf(result: Exchange, wallet: Wallet): Cost | Later | undefined {
  const told = toldBy(result);
  if (told?.status === 404 && /wallet/i.test(told.said)) return undefined;
  const held = heldBalance.safeParse(told?.answer);
  if (!told || !isGood(told.status) || !held.success) return laterOf(result);
  const { balance, currency = wallet } = held.data;
  return (currency.toUpperCase() === wallet ? costOf(balance, wallet) : undefined) ?? laterOf(result);
}

/** What is not surely a yes or a no may be an order: only a person can tell then. */
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
  // A conflict speaks of an order that exists, and so does a number.
  const isNo = told && told.status >= 400 && told.status !== 409 && !order.success;
  if (isNo && told.said !== '') return { is: 'refused', why: refusalOf(told.said), text: told.said };
  return { is: 'unknown', evidence: `http ${result.status}: ${result.text.slice(0, 500)}`.toWellFormed() };
}

export function lookUpOf(result: Exchange, ref: string): LookUpOutcome {
  const told = toldBy(result);
  if (!told) return laterOf(result);
  // A path that does not exist is not found either: the words must speak of the order.
  if (told.status === 404 && /order/i.test(told.said)) return { is: 'absent' };
  const order = foundOrder.safeParse(told.answer);
  const isIt = isGood(told.status) && order.success && order.data.order_id === ref;
  return isIt ? { is: 'found', view: viewOf(order.data, told) } : laterOf(result);
}

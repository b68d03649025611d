import type { z } from 'zod';
import type { Breaker, Context } from '../../platform/index.ts';
import { CAPABILITIES } from '../capabilities.ts';
import type { Intent, Later, OrderPage, OrderView, Quote, Supplier } from '../contract.ts';
import { exchange } from '../../platform/index.ts';
import { createTurn } from '../pace.ts';
import { readAnswer, unreadable, type Answer } from './answers.ts';
import { findByList } from './find.ts';
import { createdOf, rowOf, viewOf } from './orders.ts';
import { readCheck } from './recipients.ts';
import { CANCELLED, CHECK, CREATED, ORDER, PAGE, QUOTES } from './schemas.ts';
import { readWebhook } from './webhook.ts';

export interface MyStarsOptions {
  readonly timeoutMs?: number;
  /** Calls per minute in each budget. */
  readonly perMinute?: number;
  /** How long a call waits for its turn. */
  readonly turnMs?: number;
}

type Budget = 'reads' | 'orders' | 'probes';

interface Call<T extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** The path after `/v1/`. */
  readonly path: string;
  readonly budgets: readonly Budget[];
  readonly answer: T;
  readonly body?: string;
  readonly key?: string;
}

/** A probe also counts as a read. */
const PROBE = ['probes', 'reads'] as const;
const MAX_QUANTITIES = 200;
const OUT_OF_TURN: Later = { is: 'later', why: 'busy', afterMs: 15_000, text: 'our own pace' };

/**
 * Makes the client of MyStars. Each order is paid on chain. A create may always be repeated with the same key and bytes, so
 * a lost answer is only `later` and never `unknown`.
 */
export function createMyStars(
  { config, redis, clock }: Pick<Context, 'config' | 'redis' | 'clock'>,
  breaker: Breaker,
  { timeoutMs = 20_000, perMinute = 60, turnMs = 5000 }: MyStarsOptions = {},
): Supplier {
  const turn = (budget: Budget) =>
    createTurn({ config, redis }, { name: `mystars:${budget}`, calls: perMinute, seconds: 60 });
  const turns = { reads: turn('reads'), orders: turn('orders'), probes: turn('probes') };

  const ask = async <T extends z.ZodType>(call: Call<T>): Promise<Answer<z.output<T>>> => {
    for (const budget of call.budgets) if (!(await turns[budget](turnMs))) return OUT_OF_TURN;
    const { method, path, body, key } = call;
    const result = await exchange(breaker, {
      method,
      url: `${config.MYSTARS_API_URL}/v1/${path}`,
      headers: {
        'x-api-key': config.MYSTARS_API_KEY.reveal(),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs,
    });
    return readAnswer(result, call.answer);
  };

  const lookUp: Supplier['lookUp'] = async (ref) => {
    const answer = await ask({ method: 'GET', path: orderPath(ref), budgets: ['orders'], answer: ORDER });
    if (answer.is === 'no') return answer.status === 404 ? { is: 'absent' } : refusedLater(answer.text);
    if (answer.is === 'later') return answer;
    const view = viewOf(answer.value, answer.text);
    return view.ref === ref ? { is: 'found', view } : unreadable(`another order: ${view.ref}`);
  };

  const list = async (cursor?: string): Promise<OrderPage | Later> => {
    const query = new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const answer = await ask({
      method: 'GET',
      path: `orders?${query.toString()}`,
      budgets: ['reads'],
      answer: PAGE,
    });
    if (answer.is !== 'good') return answer.is === 'no' ? refusedLater(answer.text) : answer;
    const views = answer.value.orders.map(rowOf);
    if (!views.every((view): view is OrderView => view !== undefined)) return unreadable('a row of the list');
    return { views, nextCursor: answer.value.next_cursor };
  };

  const quoteSome = async (stars: readonly number[]): Promise<readonly Quote[] | Later> => {
    const query = `type=stars&quantities=${stars.join(',')}&payment_currency=ton`;
    const path = `pricing/batch?${query}`;
    const answer = await ask({ method: 'GET', path, budgets: PROBE, answer: QUOTES });
    if (answer.is !== 'good') return answer.is === 'no' ? refusedLater(answer.text) : answer;
    const { quotes, valid_until: goodUntil } = answer.value;
    const costs = new Map(quotes.map(({ quantity, amount }) => [quantity, amount]));
    const asked = stars.flatMap((quantity) => {
      const cost = costs.get(quantity);
      return cost ? [{ stars: quantity, cost, goodUntil, isLocked: false }] : [];
    });
    return asked.length === stars.length
      ? asked
      : unreadable(`quotes are missing: ${answer.text.slice(0, 200)}`);
  };

  return {
    name: 'mystars',
    can: CAPABILITIES.mystars,
    bodyOf,
    checkRecipient: async (recipient) => {
      const body = JSON.stringify({ type: 'stars', recipient: { username: recipient } });
      const answer = await ask({
        method: 'POST',
        path: 'recipients/check',
        budgets: PROBE,
        answer: CHECK,
        body,
      });
      return readCheck(answer, clock.now());
    },
    quote: async (stars) => {
      const quotes: Quote[] = [];
      const wanted = [...new Set(stars)];
      for (let at = 0; at < wanted.length; at += MAX_QUANTITIES) {
        const part = await quoteSome(wanted.slice(at, at + MAX_QUANTITIES));
        if ('is' in part) return part;
        quotes.push(...part);
      }
      return { is: 'quotes', quotes };
    },
    // We have no balance at MyStars. Our own wallet pays.
    float: () => Promise.resolve({ is: 'float', costs: [], at: clock.now() }),
    create: async ({ key, body }) => {
      const answer = await ask({
        method: 'POST',
        path: 'orders',
        budgets: ['orders'],
        answer: CREATED,
        body,
        key,
      });
      if (answer.is === 'good')
        return { is: 'accepted', isNew: answer.status === 201, ...createdOf(answer.value, answer.text) };
      if (answer.is === 'later') return answer;
      // The supplier never answers a create with 404, so this decides nothing.
      if (answer.status === 404) return refusedLater(answer.text);
      return { is: 'refused', why: answer.status === 422 ? 'recipient' : 'order', text: answer.text };
    },
    lookUp,
    find: (intent) => findByList(list, intent),
    cancel: async (ref) => {
      const path = `${orderPath(ref)}/cancel`;
      const answer = await ask({ method: 'POST', path, budgets: ['orders'], answer: CANCELLED });
      if (answer.is === 'good') return { is: 'cancelled' };
      if (answer.is === 'later') return answer;
      if (answer.status !== 409) return refusedLater(answer.text);
      // The order may be cancelled already, by a first call with a lost answer.
      const now = await lookUp(ref);
      if (now.is === 'later') return now;
      return { is: now.is === 'found' && now.view.state === 'cancelled' ? 'cancelled' : 'tooLate' };
    },
    list,
    readEvent: (raw, headers) =>
      readWebhook(raw, headers, [
        config.MYSTARS_WEBHOOK_SECRET.reveal(),
        config.MYSTARS_WEBHOOK_SECRET_PREVIOUS.reveal(),
      ]),
  };
}

/** Writes the body of an order. The order of the fields must never change, because these bytes are stored and sent again. */
function bodyOf({ recipient, stars, callbackUrl }: Intent): string {
  return JSON.stringify({
    type: 'stars',
    recipient: { username: recipient },
    quantity: stars,
    payment_currency: 'ton',
    ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }),
  });
}

function orderPath(ref: string): string {
  return `orders/${encodeURIComponent(ref)}`;
}

/** Handles a refusal that the contract does not allow. One side made a mistake, and a person must see it. */
function refusedLater(text: string): Later {
  return { is: 'later', why: 'down', afterMs: 60_000, text };
}

import type { z } from 'zod';
import { AppError, HOUR_MS } from '../lib/index.ts';
import type { Breaker, Context } from '../platform/index.ts';
import { HELEKET_ANSWERS as ANSWER } from './heleketSchemas.ts';
import { callHeleket, isBusy, type Call } from './heleketTransport.ts';
import type { ListQuery, Provider } from './provider.ts';

/**
 * The provider says that a call may take ten seconds. With a shorter time-out we would often not know what happened.
 */
const TIMEOUT_MS = 30_000;
/** Tries of a call that is safe to repeat and that somebody waits for. */
const ATTEMPTS = 3;
/** Six seconds in all, because somebody waits after pressing a button. */
const ATTEMPTS_BUSY = 5;
const BUSY_MS = 800;

/** A job that met a refused key asks again after this time. It is longer than the circuit needs to open. */
const KEY_RETRY_S = 120;

/**
 * Whether an error counts against the provider in its circuit: silence does, a refusal does not, because it is an
 * answer. A refused payment key counts like silence: the provider refuses it for every invoice until a person corrects
 * the key.
 */
export function isProviderFailure(error: unknown): boolean {
  return (isSilence(error) && !isBusy(error)) || isKeyRefused(error);
}

function isSilence(error: unknown): boolean {
  return error instanceof AppError && error.code === 'PROVIDER_UNAVAILABLE';
}

/** Whether the provider does not know our payment key. Then it answers no call with this key. */
export function isKeyRefused(error: unknown): boolean {
  return error instanceof AppError && error.data['refusedKey'] === 'payment';
}

/** Heleket behind its circuit breaker. The payout key is used for refunds only; a web process need not have it. */
export function createHeleket(
  context: Pick<Context, 'config' | 'log'>,
  breaker: Breaker,
  options: { timeoutMs?: number } = {},
): Provider {
  const { config, log } = context;
  const transport = {
    baseUrl: config.HELEKET_API_URL,
    merchant: config.MERCHANT_UUID,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    log,
  };
  const once = <T extends z.ZodType>(call: Call<T>): Promise<z.output<T>> =>
    breaker.run(() =>
      callHeleket(transport, call).catch((error: unknown) => {
        // The payout key is only for refunds. Each refund fails by itself and waits for a person.
        throw call.key === config.API_KEY ? withRefusedKey(error) : error;
      }),
    );
  const post = <T extends z.ZodType>(path: string, body: object, answer: T): Call<T> => ({
    method: 'POST',
    path,
    body: JSON.stringify(body),
    key: config.API_KEY,
    answer,
  });

  return {
    createInvoice: (invoice) =>
      repeatSafely(transport.timeoutMs, () =>
        once(
          post(
            '/v1/payment',
            {
              amount: invoice.amount,
              currency: invoice.currency,
              order_id: invoice.orderId,
              lifetime: invoice.lifetimeSeconds,
              url_callback: invoice.callbackUrl,
              ...(invoice.network === undefined ? {} : { network: invoice.network }),
            },
            ANSWER.invoice,
          ),
        ),
      ),
    info: async (reference) => {
      const body = 'orderId' in reference ? { order_id: reference.orderId } : { uuid: reference.uuid };
      try {
        return await once(post('/v1/payment/info', body, ANSWER.invoice));
      } catch (error) {
        if (isUnknownInvoice(error)) return undefined;
        throw error;
      }
    },
    list: (query) => {
      const cursor = query.cursor === undefined ? '' : `?cursor=${encodeURIComponent(query.cursor)}`;
      return repeatSafely(transport.timeoutMs, () =>
        once(post(`/v1/payment/list${cursor}`, period(query), ANSWER.page)),
      );
    },
    resend: async (uuid) => {
      await once(post('/v1/payment/resend', { uuid }, ANSWER.done));
    },
    services: () => once(post('/v1/payment/services', {}, ANSWER.services)),
    refund: async (refund) => {
      const key = config.HELEKET_PAYOUT_KEY;
      if (key.reveal() === '') throw new AppError('PAYOUT_KEY_MISSING');
      const body = {
        uuid: refund.uuid,
        address: refund.address,
        is_subtract: refund.feeFromBalance,
        ...(refund.amount === undefined ? {} : { amount: refund.amount }),
      };
      await once({ ...post('/v1/payment/refund', body, ANSWER.done), key });
    },
    amlLinks: (uuid) => once(post('/v1/payment/aml-links', { uuid }, ANSWER.amlLinks)),
    balance: () => once(post('/v1/balance', {}, ANSWER.balance)),
    exchangeRate: (currency) =>
      once({
        method: 'GET',
        path: `/v1/exchange-rate/${encodeURIComponent(currency)}/list`,
        body: '',
        key: config.API_KEY,
        answer: ANSWER.rates,
      }),
  };
}

/**
 * Marks the error if the provider refused the key. The invoice that waits for the answer waits for a correct key, and
 * is not at fault.
 */
function withRefusedKey(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'PROVIDER_REFUSED') return error;
  const { status, message } = error.data;
  if (status !== 401 && !/^invalid sign/i.test(String(message))) return error;
  const data = { ...error.data, refusedKey: 'payment', retryAfter: KEY_RETRY_S };
  return new AppError('PROVIDER_REFUSED', data, { cause: error });
}

/** Whether the provider itself says that it has no such invoice. A wrong address or a gateway may answer 404 too. */
function isUnknownInvoice(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'PROVIDER_REFUSED') return false;
  return error.data['status'] === 404 && error.data['state'] === 1;
}

/**
 * Tries again after silence, with growing and random waits, for at most the time that one call may take. A provider
 * that has too many requests did nothing, so it is asked more often, but slowly.
 */
async function repeatSafely<T>(budgetMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + budgetMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const busy = isBusy(error);
      const waitMs = (busy ? BUSY_MS * attempt : 250 * 2 ** attempt) * (0.5 + Math.random() / 2);
      if (
        attempt >= (busy ? ATTEMPTS_BUSY : ATTEMPTS) ||
        !isSilence(error) ||
        performance.now() + waitMs > deadline
      )
        throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Heleket writes and reads dates without a zone in Moscow time (UTC+3, no summer time). */
function period(query: ListQuery): { date_from: string; date_to: string } {
  const local = (date: Date): string =>
    new Date(date.getTime() + 3 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
  return { date_from: local(query.from), date_to: local(query.to) };
}

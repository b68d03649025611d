import express, { type RequestHandler } from 'express';
import { AppError, refuseDeepJson } from '../lib/index.ts';
import { sameText } from '../payments/index.ts';
import { clientAddress, type Context } from '../platform/index.ts';
import { recordAttempt } from '../security/index.ts';
import { correlationIdOf } from './requestLog.ts';

export type UpdateTaker = (update: unknown, correlationId: string) => Promise<void>;

/** Telegram's updates are far smaller; the longest hold one message of 4096 characters with its entities. */
const MAX_UPDATE_BYTES = 1024 * 1024;

/**
 * Telegram's webhook. The secret is compared before the body is read. 200 means that the update was handled; any
 * other answer makes Telegram send it again.
 */
export function telegramWebhook(context: Context, take: UpdateTaker): RequestHandler[] {
  const checkSecret: RequestHandler = async (request, response, next) => {
    const given = request.get('x-telegram-bot-api-secret-token') ?? '';
    if (!sameText(given, context.config.WEBHOOK_SECRET.reveal())) {
      const correlationId = correlationIdOf(response);
      const ip = clientAddress(request);
      await recordAttempt(context, { kind: 'webhook_secret_invalid', ip, correlationId });
      throw new AppError('SECRET_TOKEN_INVALID');
    }
    next();
  };
  const receive: RequestHandler = async (request, response) => {
    await take(request.body, correlationIdOf(response));
    response.json({ ok: true });
  };
  return [
    checkSecret,
    express.json({ limit: MAX_UPDATE_BYTES, type: () => true, verify: refuseDeepJson }),
    receive,
  ];
}

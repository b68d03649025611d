import express from 'express';
import helmet from 'helmet';
import { trustsProxy } from '../platform/index.ts';
import type { PublicApp } from './app.ts';
import { answerErrors, answerUnknown } from './answers.ts';
import { healthRoutes } from './health.ts';
import { heleketWebhook } from './heleketWebhook.ts';
import { logRequests } from './requestLog.ts';
import { supplierWebhook } from './supplierWebhook.ts';
import { telegramWebhook, type UpdateTaker } from './telegramWebhook.ts';

export { createPulse } from './pulse.ts';

export interface PublicDoors {
  /** Absent if this process has no bot. Then there is no Telegram webhook either. */
  takeTelegramUpdate?: UpdateTaker;
}

/** The public port: the webhooks of Telegram, Heleket and suppliers, and health. It cannot reach the back office. */
export function createPublicServer(app: PublicApp, doors: PublicDoors = {}): express.Express {
  const { config } = app;
  const server = express();
  server.disable('x-powered-by');
  server.disable('etag');
  server.set('trust proxy', trustsProxy(config.TRUSTED_PROXIES));
  server.use(logRequests(app));
  server.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } }));
  server.use('/health', healthRoutes(app));
  server.post(config.HELEKET_WEBHOOK_PATH, heleketWebhook(app));
  for (const supplier of ['mystars', 'istar'] as const)
    server.post(`/webhooks/${supplier}`, supplierWebhook(app, supplier));
  if (doors.takeTelegramUpdate)
    server.post(config.WEBHOOK_PATH, telegramWebhook(app, doors.takeTelegramUpdate));
  server.use(answerUnknown);
  server.use(answerErrors(app));
  return server;
}

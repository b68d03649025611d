import { createSandbox } from '../../../sandbox/index.ts';
import { systemClock } from '../../../src/lib/index.ts';
import { createLogger } from '../../../src/platform/index.ts';

/** The imitations alone, in a container beside the product. Values come from the `.env` of the trial. */
const value = (name: string): string => {
  const found = process.env[name];
  if (found === undefined) throw new Error(`${name} is missing`);
  return found;
};

const sandbox = await createSandbox({
  host: '0.0.0.0',
  port: 8090,
  publicUrl: `http://127.0.0.1:${value('PLAYED_PORT')}`,
  telegramToken: value('TELEGRAM_TOKEN'),
  merchant: value('MERCHANT_UUID'),
  paymentKey: value('API_KEY'),
  payoutKey: value('HELEKET_PAYOUT_KEY'),
  istar: {
    apiKey: value('ISTAR_API_KEY'),
    webhookSecret: value('ISTAR_WEBHOOK_SECRET'),
    webhookUrl: `https://${value('WEBHOOK_HOST')}/webhooks/istar`,
  },
  log: createLogger({ LOG_LEVEL: 'info', DEBUG: false }),
  clock: systemClock,
});
process.once('SIGTERM', () => void sandbox.close().then(() => process.exit(0)));

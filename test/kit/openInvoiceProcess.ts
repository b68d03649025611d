/** A process that opens the invoice of one order, for tests that kill it. */
import { createApp } from '../../src/app.ts';
import { openInvoice } from '../../src/payments/index.ts';
import { loadConfig } from '../../src/platform/index.ts';

const app = createApp(loadConfig(process.env));
process.stdout.write('opening\n');
await openInvoice(app, { orderId: process.env['TEST_ORDER'] ?? '' });
process.exit(0);

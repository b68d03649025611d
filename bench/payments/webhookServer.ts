/** One of the two servers that receive webhooks, as a process of its own: `product` or `bare`. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import { createApp } from '../../src/app.ts';
import { createPublicServer } from '../../src/http/index.ts';
import { createLogger, loadConfig, readEnvironment } from '../../src/platform/index.ts';

const config = loadConfig(readEnvironment());
const app = createApp(config, { log: createLogger({ LOG_LEVEL: 'error', DEBUG: false }) });

function bareServer(): express.Express {
  const server = express();
  server.post('/webhooks/heleket', express.raw({ type: () => true }), async (request, response) => {
    await app.db.query('INSERT INTO bare (id, body) VALUES ($1, $2)', [randomUUID(), String(request.body)]);
    response.json({ ok: true });
  });
  return server;
}

const server = process.argv[2] === 'bare' ? bareServer() : createPublicServer(app);
server.listen(config.WEBHOOK_PORT, '127.0.0.1', () => process.stdout.write('listening\n'));

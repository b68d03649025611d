/** A supplier that takes every order and says of each how it stands, with as little work as possible. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PAY_TO } from '../../sandbox/mystars/index.ts';

const latencyMs = Number(process.argv[2]);
const keys = new Set<string>();
let creates = 0;

const order = (id: string, status: string) => ({
  order_id: id,
  status,
  type: 'stars',
  quantity: 100,
  months: null,
  recipient_username: 'bench',
  amount_ton: '0.46875',
  payment_tx: null,
  purchase_tx: status === 'delivered' ? 'aa' : null,
  failure_reason: null,
  reversal_tx: null,
  telegram_message: null,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 7_200_000).toISOString(),
});

const server = createServer((request, response) => {
  const answer = (body: unknown, status: number): void => {
    const send = (): void => void response.writeHead(status).end(JSON.stringify(body));
    if (latencyMs === 0) send();
    else setTimeout(send, latencyMs);
  };
  request.resume().on('end', () => {
    if (request.url === '/taken') return void response.end(JSON.stringify({ creates, keys: [...keys] }));
    if (request.method !== 'POST')
      return answer(order(request.url?.split('/').at(-1) ?? '', 'delivered'), 200);
    const key = String(request.headers['idempotency-key']);
    creates++;
    keys.add(key);
    const payment = {
      currency: 'ton',
      chain: 'ton',
      pay_to_address: PAY_TO,
      memo: key,
      amount: '0.46875',
      amount_units: 'ton',
      fee: null,
    };
    return answer({ ...order(key, 'awaiting_payment'), payment }, 201);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

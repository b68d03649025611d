import { expect, test } from 'vitest';
import { routeOf } from './meters.ts';

const paths = { WEBHOOK_PATH: '/webhook-with-a-secret', HELEKET_WEBHOOK_PATH: '/webhooks/heleket' };

test.each([
  ['/webhook-with-a-secret', 'telegram'],
  ['/webhooks/heleket', 'heleket'],
  ['/webhooks/istar', 'istar'],
  ['/health', 'health'],
  ['/health/db', 'health'],
  ['/healthy', 'other'],
  ['/webhook-with-a-secret/2', 'other'],
  ['/kate@example.com', 'other'],
])('the address %s, when it is counted, then only as %s', (path, route) => {
  expect(routeOf(path, paths)).toBe(route);
});

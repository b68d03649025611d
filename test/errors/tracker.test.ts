import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createTracker, type Tracker } from '../../src/errors/tracker.ts';
import { Secret, systemClock } from '../../src/lib/index.ts';
import { createErrorLog, type ErrorGroup } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { eventually } from '../kit/eventually.ts';

/** A receiver on loopback. `answer` null: it never answers. */
async function receiver(answer: number | null): Promise<{ dsn: string; got: string[] }> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      got.push(body);
      if (answer !== null) response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { dsn: `http://key@127.0.0.1:${(server.address() as AddressInfo).port}/7`, got };
}

async function trackerOf(dsn: string): Promise<Tracker> {
  const config = {
    ERROR_TRACKING_DSN: new Secret(dsn),
    ENVIRONMENT: 'production',
    version: '1.2.3',
  } as const;
  const tracker = await createTracker(config);
  if (!tracker) throw new Error('there is no tracker');
  return tracker;
}

const CORRELATION_ID = 'be126c2f-0c5e-4e27-9d2a-6f2d8f1f7a11';

function noted(times = 1): ErrorGroup[] {
  const errors = createErrorLog(systemClock);
  for (let n = 0; n < times; n++)
    errors.note(
      new Error('no chat for "Ivan Petrov" 987654321, token 123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'),
      {
        door: 'bot',
        place: 'buy_{stars}',
        correlationId: CORRELATION_ID,
        userId: 424242n,
        ids: { orderId: '0190b7a0-7c1e-7000-8000-0123456789ab' },
      },
    );
  return errors.take();
}

test('an error, when a DSN is configured, then the receiver gets code, place, version, reference and stack, and nothing about the person', async () => {
  const { dsn, got } = await receiver(200);
  const tracker = await trackerOf(dsn);
  const groups = noted();
  tracker.send(groups);
  // What waits for the database is handed over again.
  tracker.send(groups);
  const body = await eventually(() => got[0]);
  await tracker.close();
  expect(got).toHaveLength(1);
  const [, header = '{}', item = '{}'] = body.split('\n');
  expect(JSON.parse(header)).toMatchObject({ type: 'event' });
  expect(JSON.parse(item)).toMatchObject({
    release: '1.2.3',
    environment: 'production',
    level: 'error',
    fingerprint: ['INTERNAL', 'bot', 'buy_{stars}'],
    tags: { code: 'INTERNAL', door: 'bot', place: 'buy_{stars}', reference: 'be126c2f' },
    exception: { values: [{ type: 'INTERNAL', value: 'no chat for <value> <number>, token <secret>' }] },
  });
  expect(body).toContain('tracker.test.ts');
  for (const secret of ['Ivan', '987654321', 'AAHdq', '424242', '0190b7a0', CORRELATION_ID.slice(9)])
    expect(body).not.toContain(secret);
});

test.each([
  ['never answers', async () => (await receiver(null)).dsn],
  ['refuses everything', async () => (await receiver(500)).dsn],
  ['is not there', async () => 'http://key@127.0.0.1:9/7'],
])(
  'a receiver that %s, when hundreds of errors are sent, then nobody waits and nothing throws',
  async (_how, dsnOf) => {
    const tracker = await trackerOf(await dsnOf());
    const began = performance.now();
    for (let n = 0; n < 30; n++) tracker.send(noted(20));
    expect(performance.now() - began).toBeLessThan(2000);
    await tracker.close();
    expect(performance.now() - began).toBeLessThan(7000);
  },
);

test('the client, when no DSN is configured, then there is none', async () => {
  const config = { ERROR_TRACKING_DSN: new Secret(''), ENVIRONMENT: 'production', version: '1' } as const;
  expect(await createTracker(config)).toBeUndefined();
});

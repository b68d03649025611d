import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { addUserMessage, openTicket } from '../../src/support/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { openOffice, type Browser } from '../kit/office.ts';
import { PASSWORD } from '../kit/hire.ts';

const shownTo: string[] = [];
const office = await openOffice({}, async (ticketId) => void shownTo.push(ticketId));
const { app } = office;
const address = `${office.origin.replace('http', 'ws')}/admin/live`;

/** Opens a socket as this browser; gives the status with which it was refused, or the socket. */
function connect(browser: Browser, origin = office.origin, path = ''): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address + path, { headers: { cookie: browser.cookie(), origin } });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

test('a socket, when nobody is logged in, the origin is foreign or the path unknown, then it is refused', async () => {
  const browser = await office.logIn('support');
  expect(await connect(office.visit())).toBe(401);
  expect(await connect(browser, 'https://evil.example')).toBe(403);
  expect(await connect(browser, office.origin, '/x')).toBe(404);
});

test('a socket, when the log-in stopped before the code, then it is refused', async () => {
  const browser = office.visit();
  await browser.form('/login', { email: 'admin@example.com', password: PASSWORD, next: '' });
  expect(await connect(browser)).toBe(401);
});

test('a socket, when the user writes, then it tells which ticket changed and nothing of what was said', async () => {
  const socket = await connect(await office.logIn('support'));
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  const user = await ensureUser(app, { telegramId: 99n, languageCode: 'ru' });
  const ticket = await openTicket(app, { userId: user.id, subject: 'other', text: 'first words' });
  socket.send(JSON.stringify({ topics: [`ticket:${ticket.id}`] }));
  await expect
    .poll(async () => {
      // The subscription may arrive after a message: so another one is written until it is heard.
      await addUserMessage(app, {
        ticketId: ticket.id,
        userId: user.id,
        text: 'secret words',
        kind: 'text',
        telegramMessageId: BigInt(Date.now()),
      });
      return heard.length;
    })
    .toBeGreaterThan(0);
  expect(JSON.parse(heard[0] ?? '{}')).toEqual({ changed: `ticket:${ticket.id}` });
  expect(heard.join('')).not.toContain('secret');
  socket.terminate();
});

test('a socket, when it sends something other than a list of topics, then it is closed', async () => {
  const socket = await connect(await office.logIn('support'));
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.send('{"topics":"all"}');
  expect(await closed).toBe(1003);
});

test('a socket, when an agent writes an answer, then colleagues who look at the ticket and the user see it; a role that does not answer shows nothing', async () => {
  const user = await ensureUser(app, { telegramId: 98n, languageCode: 'ru' });
  const ticket = await openTicket(app, { userId: user.id, subject: 'other', text: 'first words' });
  const [agent, auditor, colleague] = await Promise.all(
    (['support', 'auditor', 'admin'] as const).map(async (role) => {
      const socket = await connect(await office.logIn(role));
      if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
      return socket;
    }),
  );
  if (!agent || !auditor || !colleague) throw new Error('three sockets were opened');
  const heard: string[] = [];
  const own: string[] = [];
  colleague.on('message', (data: Buffer) => heard.push(data.toString()));
  agent.on('message', (data: Buffer) => own.push(data.toString()));
  for (const socket of [agent, colleague]) socket.send(JSON.stringify({ topics: [`ticket:${ticket.id}`] }));
  await expect
    .poll(
      () => {
        // The subscription may arrive after it: so it is said until it is heard.
        for (const socket of [auditor, agent]) socket.send(JSON.stringify({ typing: ticket.id }));
        return heard.length;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  expect(new Set(heard)).toEqual(
    new Set([JSON.stringify({ typing: { ticket: ticket.id, name: 'The support' } })]),
  );
  expect(own.filter((message) => message.includes('typing'))).toEqual([]);
  expect(new Set(shownTo)).toEqual(new Set([ticket.id]));
  for (const socket of [agent, auditor, colleague]) socket.terminate();
});

test('a socket, when the log-in is older than half a day, then it is refused like every page', async () => {
  const browser = await office.logIn('auditor');
  office.context.clock.advance(13 * 60 * 60_000);
  expect(await connect(browser)).toBe(401);
});

test('a socket, when the person logs out or the session is closed by another, then it is closed at once', async () => {
  for (const end of [
    (browser: Browser) => browser.form('/logout', {}),
    async () => (await office.logIn('auditor')).form('/account/sessions', {}),
  ]) {
    const browser = await office.logIn('auditor');
    const socket = await connect(browser);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    // The look that comes every quarter of a minute is far away.
    const started = performance.now();
    await end(browser);
    expect(await closed).toBe(4401);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(heard.filter((message) => message.includes('session:'))).toEqual([]);
  }
});

test('sockets, when one person opens more than there may be, then the next is refused, others are let in, and a closed one makes room', async () => {
  const browser = await office.logIn('support');
  const open = await Promise.all(Array.from({ length: 30 }, () => connect(browser)));
  expect(open.filter((socket) => typeof socket === 'number')).toEqual([]);
  expect(await connect(browser)).toBe(429);
  const other = await connect(await office.logIn('auditor'));
  expect(typeof other).toBe('object');
  const [first] = open;
  if (first instanceof WebSocket) first.terminate();
  await expect
    .poll(async () => {
      const socket = await connect(browser);
      open.push(socket);
      return typeof socket;
    })
    .toBe('object');
  for (const socket of [...open, other]) if (socket instanceof WebSocket) socket.terminate();
});

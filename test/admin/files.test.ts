import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { addUserMessage, openTicket, type Ticket } from '../../src/support/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { openPage, startBrowser } from '../kit/browser.ts';
import { openOffice, type Browser } from '../kit/office.ts';

const BODIES: Record<string, string | Buffer> = {
  'x.js': 'document.title = "js from a ticket ran"',
  'y.html': '<script>document.title="html ran"</script>',
  'w.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'z.xhtml': '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
  'f.xml': '<?xml version="1.0"?><a/>',
  'd.pdf': '%PDF-1.4',
  noextension: 'data',
  'p.png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'big.zip': Buffer.alloc(12_000_000, 7),
  'half.zip': Buffer.alloc(100_000, 7),
};
let open = 0;
/** Telegram's files: the id of a file is its name. One is broken off in the middle. */
const telegram = http.createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://x');
  if (url.pathname.endsWith('/getFile'))
    return void response.end(
      JSON.stringify({ ok: true, result: { file_path: `documents/${url.searchParams.get('file_id')}` } }),
    );
  const body = BODIES[decodeURIComponent(url.pathname.split('/').at(-1) ?? '')] ?? '';
  open++;
  response.on('close', () => open--);
  response.setHeader('Content-Length', body.length);
  if (!url.pathname.endsWith('half.zip')) return void response.end(body);
  response.write(body.slice(0, 50_000));
  setTimeout(() => response.destroy(), 100);
});
telegram.listen(0, '127.0.0.1');
await new Promise((resolve) => telegram.once('listening', resolve));
atEnd(() => void (telegram.closeAllConnections(), telegram.close()));

const office = await openOffice({
  TELEGRAM_API_ROOT: `http://127.0.0.1:${(telegram.address() as AddressInfo).port}`,
});
const { app } = office;
let support: Browser;
let ticket: Ticket;
let userId: bigint;

beforeAll(async () => {
  support = await office.logIn('support');
  userId = (await ensureUser(app, { telegramId: 31n, languageCode: 'ru' })).id;
  ticket = await openTicket(app, { userId, subject: 'other', text: 'a file' });
});

/** The address of a file that the user sent under this name. */
async function sent(fileId: string, fileName = fileId): Promise<string> {
  await addUserMessage(app, {
    ticketId: ticket.id,
    userId,
    text: '',
    kind: 'document',
    fileId,
    fileName,
    telegramMessageId: BigInt(Math.floor(Math.random() * 1e12)),
  });
  const row = await app.db.one<{ id: string }>(
    'SELECT id FROM ticket_messages WHERE file_id = $1 ORDER BY id DESC',
    [fileId],
  );
  return `/admin/files/${row?.id}`;
}

test.each(['x.js', 'y.html', 'w.svg', 'z.xhtml', 'f.xml', 'd.pdf', 'noextension'])(
  'a file of a ticket, when it is called %s, then it leaves as data to be saved that can run nowhere',
  async (name) => {
    const { headers, status } = await support.get(await sent(name));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe(`attachment; filename=${name}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  },
);

test('a photo of a ticket, when it is shown, then it is a picture in a sandbox', async () => {
  const { headers } = await support.get(await sent('p.png', 'p.html'));
  expect(headers.get('content-type')).toBe('image/png');
  expect(headers.get('content-disposition')).toBeNull();
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

test('a file of a ticket, when its name hides its ending or a path, then it is saved under a plain one', async () => {
  const { headers } = await support.get(await sent('x.js', 'photo\u202Egnp.\u0007../exe'));
  expect(headers.get('content-disposition')).toMatch(/filename="?photo_gnp\._\.\._exe"?$/);
});

test('a file of a ticket, when a page of the office names it as a script, then Chromium does not run it', async () => {
  const address = await sent('x.js');
  const { page, context } = await openPage(await startBrowser());
  await context.addCookies(
    support
      .cookie()
      .split('; ')
      .map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: office.origin,
      })),
  );
  await page.goto(`${office.origin}/account`);
  const title = await page.title();
  const outcome = await page.evaluate(`new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = ${JSON.stringify(address)};
    script.addEventListener('load', () => resolve('loaded'));
    script.addEventListener('error', () => resolve('refused'));
    document.head.append(script);
  })`);
  expect(outcome).toBe('refused');
  expect(await page.title()).toBe(title);
}, 60_000);

test('a file of a ticket, when Telegram breaks it off, then no half file looks whole', async () => {
  const answer = await support.get(await sent('half.zip'));
  await expect(answer.arrayBuffer()).rejects.toThrow();
});

test('files of tickets, when one person opens more than there may be and reads nothing, then the next is refused, others are served, and Telegram is let go with the reader', async () => {
  const address = await sent('big.zip');
  const { port, host } = new URL(office.origin);
  const sockets = Array.from({ length: 12 }, () => {
    const socket = net.connect(Number(port), 'localhost');
    socket.pause().on('error', () => {});
    socket.write(`GET ${address} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${support.cookie()}\r\n\r\n`);
    return socket;
  });
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('readable', resolve))));
  expect((await support.get(address)).status).toBe(429);
  const admin = await office.logIn('admin');
  expect((await admin.get(await sent('x.js'))).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => open, { timeout: 20_000 }).toBe(0);
  expect((await support.get(await sent('x.js'))).status).toBe(200);
}, 60_000);

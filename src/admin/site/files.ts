import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import express, { type Response as Answer, type Router } from 'express';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { AppError, isUuid, own, within } from '../../lib/index.ts';
import { FILE_MAX_BYTES, findTicketMessage, type TicketMessage } from '../../support/index.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import { deliver } from '../exports/deliver.ts';
import type { News } from '../live/news.ts';
import { sessionSignal } from '../live/sessionEnd.ts';
import type { Panel } from '../access/panel.ts';
import { accessOf } from '../sections/registry.ts';
import { findRows } from '../access/reader/index.ts';
import { createSlots } from './slots.ts';
import { TICKET_MESSAGES } from '../sections/tickets/source.ts';

/** So long Telegram has to begin its answer, and between two pieces of a file. */
const TIMEOUT_MS = 20_000;
/** What Telegram says of a file that no bot gets. */
const TOO_LARGE = z.object({ description: z.string().regex(/file is too big/i) });
const FILE = z.object({ ok: z.literal(true), result: z.object({ file_path: z.string().max(500) }) });
/** Shown in the page; anything else (an SVG runs scripts) is only ever saved. */
const SHOWN: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};
/** An earlier version of an edited message, by its place. */
const VERSION = z.coerce.number().int().min(0).max(1000).optional().catch(undefined);

/** Photos and documents of tickets. They stay at Telegram; its address holds the bot's token, so we fetch for the browser. */
export function ticketFiles(panel: Panel, news: News): Router {
  const router = express.Router();
  // A page of a ticket shows many at once, and a browser takes six over one connection.
  const slots = createSlots({ perPerson: 12, inAll: 60 });
  router.get('/:id', async (request, response) => {
    const staff = staffOf(request);
    if (!staff) throw new AppError('NOT_LOGGED_IN');
    const { ability } = accessOf(panel, staff, actorOf(staff, request));
    const { id } = request.params;
    const [seen] = await findRows(panel.reads, { ability, source: TICKET_MESSAGES }, [id]);
    const message = seen && isUuid(id) ? await findTicketMessage(panel.app, id) : undefined;
    const wanted = message && fileOf(message, VERSION.parse(request.query['version']));
    if (!wanted?.fileId) throw new AppError('FORBIDDEN');
    if (Number(wanted.fileSize ?? 0) > FILE_MAX_BYTES) throw new AppError('FILE_TOO_LARGE');
    const free = slots.take(staff.id);
    const { signal, forget } = sessionSignal(news, request.sessionID);
    const away = new AbortController();
    response.once('close', () => away.abort());
    if (response.destroyed) away.abort();
    try {
      const path = await filePath(panel.app, wanted.fileId);
      const token = panel.app.config.TELEGRAM_TOKEN.reveal();
      // The head of the answer has its time; the body may take as long as its reader does.
      const timer = setTimeout(() => away.abort(), TIMEOUT_MS);
      const file = await fetchFromTelegram(panel.app, `file/bot${token}/${path}`, {
        signal: away.signal,
      }).finally(() => clearTimeout(timer));
      describe(response, path, wanted.fileName ?? null);
      if (request.method === 'HEAD' || !file.body) return void response.end();
      const body = Readable.fromWeb(file.body as WebStream) as AsyncIterable<Uint8Array>;
      await deliver(response, untilSilent(body), { signal });
    } catch (error) {
      if (!response.headersSent && !response.destroyed) throw error;
      // Half a file is broken off, which the browser says. The address in such an error holds the bot's token.
      panel.app.log.warn({ messageId: id }, 'a file of a ticket broke off');
    } finally {
      away.abort();
      forget();
      free();
    }
  });
  return router;
}

/**
 * What a user sent is data whatever its name says: only pictures are shown, everything else is saved, and nothing of it may run
 * here, load anything or be taken for a script by a page of ours.
 */
function describe(response: Answer, path: string, name: string | null): void {
  const type = own(SHOWN, path.split('.').at(-1)?.toLowerCase() ?? '');
  response.setHeader('Cache-Control', 'private, max-age=3600, immutable');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // In this order: `attachment` sets the type that the name asks for.
  if (!type) response.attachment(plainName(name ?? 'file'));
  response.setHeader('Content-Type', type ?? 'application/octet-stream');
}

/** Without signs that hide how a name ends (direction marks) or that no file system takes. */
function plainName(name: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\]/gu, '_').slice(0, 200);
}

/** Gives up a source that goes silent; how slowly the reader takes is not its fault. */
async function* untilSilent(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(source.next(), TIMEOUT_MS, new Error('Telegram went silent'));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}

/** The file that the message holds, or held before it was edited. */
function fileOf(
  message: TicketMessage,
  version: number | undefined,
): Partial<Pick<TicketMessage, 'fileId' | 'fileName'>> & { fileSize?: bigint | number | null } {
  return version === undefined ? message : (message.edits[version] ?? {});
}

async function filePath(app: App, fileId: string): Promise<string> {
  const { config } = app;
  const answer = await fetchFromTelegram(
    app,
    `bot${config.TELEGRAM_TOKEN.reveal()}/getFile?file_id=${encodeURIComponent(fileId)}`,
    { signal: AbortSignal.timeout(TIMEOUT_MS), read: [400] },
  );
  const said: unknown = await answer.json().catch(() => undefined);
  const parsed = FILE.safeParse(said);
  if (TOO_LARGE.safeParse(said).success) throw new AppError('FILE_TOO_LARGE');
  if (!parsed.success) throw new AppError('TELEGRAM_UNAVAILABLE');
  return parsed.data.result.file_path;
}

/** `read`: refusals whose words are looked at. */
async function fetchFromTelegram(
  { config }: App,
  path: string,
  { signal, read = [] }: { signal: AbortSignal; read?: readonly number[] },
): Promise<Response> {
  try {
    const answer = await fetch(`${config.TELEGRAM_API_ROOT}/${path}`, { signal });
    if (!answer.ok && !read.includes(answer.status)) throw new Error(`status ${answer.status}`);
    return answer;
  } catch (error) {
    // The address holds the bot's token: only the reason may reach the log.
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new AppError(
      'TELEGRAM_UNAVAILABLE',
      {},
      {
        message: `a file of a ticket cannot be fetched: ${reason.startsWith('status') ? reason : 'no answer'}`,
      },
    );
  }
}

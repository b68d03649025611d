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

/** The time that Telegram has to begin its answer, and between two pieces of a file. */
const TIMEOUT_MS = 20_000;
/** Telegram's answer about a file that it gives to no bot. */
const TOO_LARGE = z.object({ description: z.string().regex(/file is too big/i) });
const FILE = z.object({ ok: z.literal(true), result: z.object({ file_path: z.string().max(500) }) });
/** Types that the page shows. Anything else (an SVG runs scripts) can only be saved. */
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

/**
 * Photos and documents of tickets. They stay at Telegram. Its address contains the bot's token, so we fetch the file
 * for the browser.
 */
export function ticketFiles(panel: Panel, news: News): Router {
  const router = express.Router();
  // A page of a ticket shows many files at once, and a browser fetches six at a time over one connection.
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
      // The head of the answer has a time limit. The body may take as long as its reader does.
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
      // Breaks the file off, so that the browser reports it. The address in such an error contains the bot's token.
      panel.app.log.warn({ messageId: id }, 'a file of a ticket was not sent to its end');
    } finally {
      away.abort();
      forget();
      free();
    }
  });
  return router;
}

/**
 * Treats a file of a user as data, whatever its name is. Only pictures are shown, everything else is saved. The file
 * must not run here, load anything or serve as a script for one of our pages.
 */
function describe(response: Answer, path: string, name: string | null): void {
  const type = own(SHOWN, path.split('.').at(-1)?.toLowerCase() ?? '');
  response.setHeader('Cache-Control', 'private, max-age=3600, immutable');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Keep this order: `attachment` sets the type that the name asks for.
  if (!type) response.attachment(plainName(name ?? 'file'));
  response.setHeader('Content-Type', type ?? 'application/octet-stream');
}

/** The name without characters that hide its end (direction marks) or that file systems refuse. */
function plainName(name: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\]/gu, '_').slice(0, 200);
}

/** Gives up a source that goes silent. A slow reader is not the source's fault. */
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

/** The file of the message, or of its version before an edit. */
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

/** `read`: refusals whose words are read. */
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
    // The address contains the bot's token, so only the reason may go to the log.
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

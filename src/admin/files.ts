import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import express, { type Router } from 'express';
import { z } from 'zod';
import type { App } from '../app.ts';
import { AppError, isUuid, own } from '../lib/index.ts';
import { FILE_MAX_BYTES, findTicketMessage, type TicketMessage } from '../support/index.ts';
import { actorOf, staffOf } from './auth/identity.ts';
import { SOURCES } from './catalog/index.ts';
import { accessOf, type Panel } from './panel/panel.ts';
import { findRows } from './reader/index.ts';

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
export function ticketFiles(panel: Panel): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const staff = staffOf(request);
    if (!staff) throw new AppError('NOT_LOGGED_IN');
    const { ability } = accessOf(panel, staff, actorOf(staff, request));
    const { id } = request.params;
    const [seen] = await findRows(panel.reads, { ability, source: SOURCES.ticket_messages }, [id]);
    const message = seen && isUuid(id) ? await findTicketMessage(panel.app, id) : undefined;
    const wanted = message && fileOf(message, VERSION.parse(request.query['version']));
    if (!wanted?.fileId) throw new AppError('FORBIDDEN');
    if (Number(wanted.fileSize ?? 0) > FILE_MAX_BYTES) throw new AppError('FILE_TOO_LARGE');
    const path = await filePath(panel.app, wanted.fileId);
    const file = await fetchFromTelegram(
      panel.app,
      `file/bot${panel.app.config.TELEGRAM_TOKEN.reveal()}/${path}`,
    );
    const type = own(SHOWN, path.split('.').at(-1)?.toLowerCase() ?? '');
    response.setHeader('Cache-Control', 'private, max-age=3600, immutable');
    response.type(type ?? 'application/octet-stream');
    if (!type) response.attachment(wanted.fileName ?? 'file');
    Readable.fromWeb(file.body as ReadableStream)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return router;
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
    [400],
  );
  const said: unknown = await answer.json();
  const parsed = FILE.safeParse(said);
  if (TOO_LARGE.safeParse(said).success) throw new AppError('FILE_TOO_LARGE');
  if (!parsed.success) throw new AppError('TELEGRAM_UNAVAILABLE');
  return parsed.data.result.file_path;
}

/** `read`: refusals whose words are looked at. */
async function fetchFromTelegram(
  { config }: App,
  path: string,
  read: readonly number[] = [],
): Promise<Response> {
  try {
    const answer = await fetch(`${config.TELEGRAM_API_ROOT}/${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
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

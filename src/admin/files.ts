import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import express, { type Router } from 'express';
import { z } from 'zod';
import type { App } from '../app.ts';
import { AppError, isUuid, own } from '../lib/index.ts';
import { findTicketMessage } from '../support/index.ts';
import { actorOf, staffOf } from './auth/identity.ts';
import { SOURCES } from './catalog/index.ts';
import { accessOf, type Panel } from './panel/panel.ts';
import { findRows } from './reader/index.ts';

const TIMEOUT_MS = 20_000;
const FILE = z.object({ ok: z.literal(true), result: z.object({ file_path: z.string().max(500) }) });
/** Shown in the page; anything else (an SVG runs scripts) is only ever saved. */
const SHOWN: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

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
    if (!message?.fileId) throw new AppError('FORBIDDEN');
    const path = await filePath(panel.app, message.fileId);
    const file = await fetchFromTelegram(
      panel.app,
      `file/bot${panel.app.config.TELEGRAM_TOKEN.reveal()}/${path}`,
    );
    const type = own(SHOWN, path.split('.').at(-1)?.toLowerCase() ?? '');
    response.setHeader('Cache-Control', 'private, max-age=3600, immutable');
    response.type(type ?? 'application/octet-stream');
    if (!type) response.attachment(message.fileName ?? 'file');
    Readable.fromWeb(file.body as ReadableStream)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return router;
}

async function filePath(app: App, fileId: string): Promise<string> {
  const { config } = app;
  const answer = await fetchFromTelegram(
    app,
    `bot${config.TELEGRAM_TOKEN.reveal()}/getFile?file_id=${encodeURIComponent(fileId)}`,
  );
  const parsed = FILE.safeParse(await answer.json());
  if (!parsed.success) throw new AppError('TELEGRAM_UNAVAILABLE');
  return parsed.data.result.file_path;
}

async function fetchFromTelegram({ config }: App, path: string): Promise<Response> {
  try {
    const answer = await fetch(`${config.TELEGRAM_API_ROOT}/${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
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

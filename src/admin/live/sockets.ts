import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, RequestHandler } from 'express';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { z } from 'zod';
import { parseJson, unstorable } from '../../lib/index.ts';
import { findStaff, isSessionOpen, type StaffMember, roleMay } from '../../staff/index.ts';
import { noteDeepJson } from '../../security/index.ts';
import { isTooOld } from '../auth/session.ts';
import type { Panel } from '../access/panel.ts';
import { isOwnOrigin } from '../site/origin.ts';
import { createSlots, type Slots } from '../site/slots.ts';
import type { News } from './news.ts';
import { isSessionTopic, onSessionEnd } from './sessionEnd.ts';
import { type ShowTyping, tellTyping, readTyping } from './typing.ts';

const PATH = '/admin/live';
/** The end of a session is reported at once. This check finds what nobody reports, such as a lost connection. */
const CHECK_MS = 15_000;
/** Most listening parts of the pages of one person, and of all people in this process. A page has two or three. */
const MOST_SOCKETS = { perPerson: 30, inAll: 750 };
/** A page that takes nothing is not sent more than this. */
const MOST_UNSENT = 256 * 1024;
const LONGEST_MESSAGE = 4096;
const MOST_TOPICS = 20;

/** What a page sends: the topics that it wants, or that its person writes an answer in that ticket. */
const SAID = z.union([
  z.object({ topics: z.array(z.string().max(100)).max(MOST_TOPICS) }),
  z.object({ typing: z.uuid() }),
]);
/** Pages repeat it while it lasts. Anything more frequent is ignored. */
const TYPING_EVERY_MS = 2000;
const LOGGED_OUT = 4401;

export interface Live {
  attach(server: Server): void;
  close(): void;
}

/**
 * Tells open pages that something changed, never what it is. A page reads again under its own rights. Express does not
 * see upgrades, so origin and session are checked here.
 */
export function createLive(
  panel: Panel,
  news: News,
  { sessions, showTyping }: { sessions: RequestHandler; showTyping: ShowTyping },
): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const slots = createSlots(MOST_SOCKETS);
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    if (request.url !== PATH) return refuse(socket, 404);
    if (!isOwnOrigin(request, panel.app.config)) return refuse(socket, 403);
    const staff = await personBehind(panel, request, sessions);
    if (!staff) return refuse(socket, 401);
    const free = slotFor(slots, staff.id);
    if (!free) return refuse(socket, 429);
    socket.once('close', free);
    // The socket closed during the look-up of its person. No other event will report that.
    if (socket.destroyed) return free();
    sockets.handleUpgrade(request, socket, head, (open) =>
      serve(panel, news, {
        open,
        showTyping,
        staff,
        sid: (request as Request).sessionID,
        since: (request as Request).session.since,
      }),
    );
  };
  return {
    attach: (server) => {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        socket.on('error', () => {});
        upgrade(request, socket, head).catch((error: unknown) => {
          panel.app.log.warn({ err: error }, 'a back-office socket was refused');
          socket.destroy();
        });
      });
    },
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function slotFor(slots: Slots, staffId: bigint): (() => void) | undefined {
  try {
    return slots.take(staffId);
  } catch {
    return undefined;
  }
}

async function personBehind(
  panel: Panel,
  request: IncomingMessage,
  sessions: RequestHandler,
): Promise<StaffMember | undefined> {
  const withSession = request as Request;
  await new Promise<void>((resolve, reject) => {
    void sessions(withSession, new ServerResponse(request) as never, (error?: unknown) =>
      error ? reject(error) : resolve(),
    );
  });
  const { complete, passport, since } = withSession.session;
  if (complete !== true || passport?.user === undefined || isTooOld(panel.app, since)) return undefined;
  return maySeeTickets(await findStaff(panel.app.db, BigInt(passport.user)));
}

/** Topics only say that something changed. Every role sees tickets. */
function maySeeTickets(staff: StaffMember | undefined): StaffMember | undefined {
  if (!staff || staff.disabledAt) return undefined;
  return roleMay(staff.role, 'see', 'tickets') ? staff : undefined;
}

function serve(
  panel: Panel,
  news: News,
  {
    open,
    showTyping,
    staff,
    sid,
    since,
  }: {
    open: WebSocket;
    showTyping: ShowTyping;
    staff: StaffMember;
    sid: string;
    since: string | undefined;
  },
): void {
  let topics = new Set<string>();
  open.on('message', (data) => {
    const given = parse(textOf(data), (error) =>
      noteDeepJson(panel.app, error, { ip: null, details: { staffId: staff.id.toString() } }),
    );
    const said = SAID.safeParse(given);
    if (!said.success || unstorable(given) !== undefined) open.close(1003);
    else if ('topics' in said.data) topics = new Set(said.data.topics);
    else typing(said.data.typing);
  });
  let typedAt = 0;
  const typing = (ticketId: string): void => {
    const now = Date.now();
    if (now - typedAt < TYPING_EVERY_MS) return;
    typedAt = now;
    tellTyping(panel, { ticketId, staffId: staff.id, showTyping }).catch((error: unknown) =>
      panel.app.log.debug({ err: error }, 'colleagues were not told that somebody is writing'),
    );
  };
  const send = (message: object): void => {
    if (open.bufferedAmount > MOST_UNSENT) open.terminate();
    else open.send(JSON.stringify(message));
  };
  const unsubscribe = news.subscribe((topic) => {
    if (isSessionTopic(topic)) return;
    const typist = readTyping(topic);
    if (typist && typist.staffId !== staff.id.toString() && topics.has(`ticket:${typist.ticket}`))
      send({ typing: { ticket: typist.ticket, name: typist.name } });
    const meant =
      topic === '*' || topics.has(topic) || (topic.startsWith('ticket:') && topics.has('tickets'));
    if (meant) send({ changed: topic });
  });
  const forget = onSessionEnd(news, sid, () => open.close(LOGGED_OUT));
  const stillAllowed = async (): Promise<boolean> =>
    !isTooOld(panel.app, since) &&
    (await isSessionOpen(panel.app.db, sid, staff.id)) &&
    maySeeTickets(await findStaff(panel.app.db, staff.id)) !== undefined;
  let answered = true;
  open.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return open.terminate();
    answered = false;
    stillAllowed().then(
      (allowed) => (allowed ? open.ping() : open.close(LOGGED_OUT)),
      // The database is away for a moment. The next check decides.
      () => (answered = true),
    );
  }, CHECK_MS);
  open.on('error', () => open.terminate());
  open.on('close', () => {
    clearInterval(timer);
    forget();
    unsubscribe();
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}

function parse(text: string, refused: (error: unknown) => void): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    refused(error);
    return undefined;
  }
}

function refuse(socket: Duplex, status: 401 | 403 | 404 | 429): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

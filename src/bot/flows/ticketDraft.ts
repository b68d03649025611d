import { AppError } from '../../lib/index.ts';
import { keepMessage, openTicket, type Ticket, type UserContent } from '../../support/index.ts';
import type { IncomingContent } from '../content.ts';
import type { Draft } from '../drafts.ts';
import type { TicketDraft } from '../draftBody.ts';
import { nextAnswer } from '../lastWord.ts';
import {
  alreadySentScreen,
  isTooLarge,
  lostDraftScreen,
  ticketDraftScreen,
  ticketSentScreen,
  type TicketDraftState,
} from '../screens/index.ts';
import { afterShown, type BotApp, type Reply, type Turn } from '../turn.ts';
import type { Arrived } from './arrived.ts';
import { findTicketFor, showTooMany } from './ticketRoom.ts';

/** The limits of one draft. More can be sent after the ticket is open. An album is taken whole, or not at all. */
const MAX_FILES = 10;
const MAX_TEXTS = 10;

/** Adds a message to a draft, unless the draft is full. The rest of an album goes with its first message. */
export function addToDraft(body: TicketDraft, arrived: Arrived, isAlbumRest = false): TicketDraft {
  const { content, messageId } = arrived;
  const left = leftOut(body, arrived);
  if ((left?.what === 'files' || left?.what === 'texts') && !isAlbumRest) return body;
  const { kind, text, fileId } = content;
  if ((kind === 'photo' || kind === 'document') && fileId !== undefined)
    return { ...body, files: [...body.files, { ...fileOf(content), kind, text, fileId, messageId }] };
  if (text.trim() === '') return body;
  return { ...body, texts: [...body.texts, { messageId, text }] };
}

function fileOf({ fileUniqueId, fileSize, fileName, mediaGroupId }: IncomingContent) {
  return { fileUniqueId, fileSize, fileName, mediaGroupId };
}

/** The part of a message that does not go into the draft, or is of no use there, if any. */
export function leftOut(body: TicketDraft, { content }: Arrived): TicketDraftState['left'] {
  if (content.fileId !== undefined) {
    if (body.files.length >= MAX_FILES) return { what: 'files', max: MAX_FILES };
    return isTooLarge(content) ? { what: 'size' } : undefined;
  }
  if (content.text.trim() !== '' && body.texts.length >= MAX_TEXTS) return { what: 'texts', max: MAX_TEXTS };
  return content.isPart === true ? { what: 'kind' } : undefined;
}

/** The user edited a message of the draft. Returns undefined when the message is not in the draft. */
export function editInDraft(body: TicketDraft, { content, messageId }: Arrived): TicketDraft | undefined {
  const { kind, fileId, text } = content;
  const texts = body.texts.map((item) => (item.messageId === messageId ? { ...item, text } : item));
  const isFile = (kind === 'photo' || kind === 'document') && fileId !== undefined;
  const files = body.files.map((item) => {
    if (item.messageId !== messageId) return item;
    return isFile ? { ...item, ...fileOf(content), kind, fileId, text } : { ...item, text };
  });
  const isHere = [...body.texts, ...body.files].some((item) => item.messageId === messageId);
  return isHere ? { ...body, texts, files } : undefined;
}

/**
 * Shows the draft. Messages in a row change one screen. A fresh screen takes the buttons off the one before, so that
 * only one screen can send the draft.
 */
export async function draftReply(
  app: BotApp,
  turn: Turn,
  input: { draft: Draft; body: TicketDraft; left?: TicketDraftState['left']; place?: number | undefined },
): Promise<Reply> {
  const { draft, body } = input;
  const last = draft.messageIds.at(-1);
  const next = await nextAnswer(app, turn.user.id, { about: 'draft', ticketId: draft.key });
  const place = input.place ?? next.place;
  return {
    screen: draftScreen(body, turn, input.left),
    keepsDraft: true,
    ...(place === undefined ? {} : { place }),
    spent: last === undefined ? [] : [last],
    onShown: async (messageId) => {
      await app.drafts.save(turn.user.id, { ...draft, body }, messageId);
      await next.shown(messageId);
    },
    onUnknown: () => app.drafts.save(turn.user.id, { ...draft, body }),
  };
}

function draftScreen(body: TicketDraft, turn: Turn, left: TicketDraftState['left']) {
  return ticketDraftScreen(
    {
      subject: body.subject,
      about: body.orderId ?? body.journalId,
      supportCode: body.supportCode,
      text: [...body.texts, ...body.files]
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('\n'),
      files: body.files.length,
      left,
    },
    turn.w,
  );
}

/**
 * Sends the draft as a ticket. A second tap, on this screen or an older one, finds the ticket that the first one
 * opened.
 */
export async function sendDraft(app: BotApp, turn: Turn): Promise<Reply> {
  const draft = await app.drafts.find(turn.user.id, turn.messageId);
  if (draft?.body.name === 'done') return showSent(app, turn, draft);
  if (draft?.body.name !== 'ticket') return { screen: lostDraftScreen(turn.w) };
  const { body } = draft;
  const contents = contentsOf(body);
  if (contents.length === 0)
    return {
      ...(await draftReply(app, turn, { draft, body, place: turn.messageId })),
      toast: turn.w.t.help.ticket.noText,
      alert: true,
    };
  const spent = draft.messageIds.slice(-1);
  const ticket = await handIn(app, turn, { draft, body, contents });
  if (ticket === undefined) {
    for (const content of contents)
      await keepMessage(app, turn.user.id, {
        ...content,
        telegramMessageId: content.telegramMessageId ?? 0n,
      });
    return afterShown({ ...(await showTooMany(app, turn, { hasWords: true })), spent }, () =>
      app.drafts.finish(turn.user.id, draft),
    );
  }
  return afterShown({ screen: ticketSentScreen(ticket, turn.w), about: ticket.id, spent }, () =>
    app.drafts.finish(turn.user.id, draft, { ticketId: ticket.id }),
  );
}

/** Returns undefined when the user has the largest allowed number of open tickets. */
async function handIn(
  app: BotApp,
  turn: Turn,
  { draft, body, contents }: { draft: Draft; body: TicketDraft; contents: UserContent[] },
): Promise<Ticket | undefined> {
  try {
    return await openTicket(app, {
      userId: turn.user.id,
      subject: body.subject,
      text: '',
      orderId: body.orderId,
      journalId: body.journalId,
      supportCode: body.supportCode,
      attachments: contents,
      requestKey: `draft:${turn.user.id}:${draft.key}`,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'TICKETS_TOO_MANY') return undefined;
    throw error;
  }
}

/** Shows what an unfinished action led to, for a button that is still under one of its messages. */
export async function showSent(app: BotApp, turn: Turn, { body, messageIds }: Draft): Promise<Reply> {
  const ticket =
    body.name === 'done' && body.ticketId !== undefined
      ? await findTicketFor(app, turn, body.ticketId)
      : undefined;
  if (!ticket) return { screen: lostDraftScreen(turn.w) };
  const isSame = turn.messageId !== undefined && messageIds.at(-1) === turn.messageId;
  const said = turn.w.t.help.ticket.alreadySent(ticket.number.toString());
  return {
    screen: isSame ? ticketSentScreen(ticket, turn.w) : alreadySentScreen(ticket, turn.w),
    toast: said,
  };
}

/** The sent messages, each one separate, in the order in which they came. */
function contentsOf(body: TicketDraft): UserContent[] {
  const texts = body.texts.map(({ messageId, text }) => ({ kind: 'text' as const, text, messageId }));
  return [...texts, ...body.files]
    .sort((a, b) => a.messageId - b.messageId)
    .map(({ messageId, ...content }) => ({ ...content, telegramMessageId: BigInt(messageId) }));
}

import { AppError } from '../../lib/index.ts';
import { keepMessage, openTicket, type Ticket, type UserContent } from '../../support/index.ts';
import type { IncomingContent } from '../content.ts';
import type { Draft, TicketDraft } from '../drafts.ts';
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

/** What one draft holds at most; more can be sent once the ticket is open. An album is taken whole, or not at all. */
const MAX_FILES = 10;
const MAX_TEXTS = 10;

/** Adds what was sent to a draft, unless it is full; the rest of an album goes with its first message. */
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

/** What of a message does not go into the draft, or is of no use there, if anything. */
export function leftOut(body: TicketDraft, { content }: Arrived): TicketDraftState['left'] {
  if (content.fileId !== undefined) {
    if (body.files.length >= MAX_FILES) return { what: 'files', max: MAX_FILES };
    return isTooLarge(content) ? { what: 'size' } : undefined;
  }
  if (content.text.trim() !== '' && body.texts.length >= MAX_TEXTS) return { what: 'texts', max: MAX_TEXTS };
  return content.isPart === true ? { what: 'kind' } : undefined;
}

/** The user edited a message that is in the draft; undefined when it is not there. */
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
 * The draft as it stands. Lines that follow one another change one screen; a fresh one takes the buttons off the one before,
 * so that there is one draft to be sent.
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

/** Hands the draft in. A second tap, on this screen or an older one, finds the ticket that the first one opened. */
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

/** Undefined when the user has as many open tickets as may be. */
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

/** What an unfinished action led to, for a button that still stands under one of its messages. */
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

/** What was sent, each as a message of its own and in the order in which it came. */
function contentsOf(body: TicketDraft): UserContent[] {
  const texts = body.texts.map(({ messageId, text }) => ({ kind: 'text' as const, text, messageId }));
  return [...texts, ...body.files]
    .sort((a, b) => a.messageId - b.messageId)
    .map(({ messageId, ...content }) => ({ ...content, telegramMessageId: BigInt(messageId) }));
}

import { AppError } from '../../lib/index.ts';
import {
  addUserMessage,
  findAlbumPlace,
  findOpenTicket,
  findTicketOfMessage,
  goesOn,
  openTicket,
  rateTicket,
  type Ticket,
} from '../../support/index.ts';
import { lastWord } from '../lastWord.ts';
import { isTooLarge, ratedScreen, relayedScreen, ticketSentScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import type { Typed } from './arrived.ts';
import { keep, keepRest } from './kept.ts';
import { passedOn } from './passedOn.ts';
import { addToDraft, draftReply } from './ticketDraft.ts';
import { findTicketFor } from './ticketRoom.ts';

const codeOf = (error: unknown): string | undefined => (error instanceof AppError ? error.code : undefined);

/** The ticket that was on the screen last. Otherwise the open ticket that was touched last. */
export async function ticketTalkedIn(app: BotApp, turn: Turn): Promise<Ticket | undefined> {
  const word = await lastWord(app, turn.user.id);
  const seen = word?.ticketId !== undefined && (word.about === 'ticket' || word.about === 'passedOn');
  const ticket = seen ? await findTicketFor(app, turn, word.ticketId ?? '') : undefined;
  return ticket && goesOn(ticket) ? ticket : findOpenTicket(app, turn.user.id);
}

/** Passes a message on to its ticket. If the ticket does not take it any more, the message is kept. */
export async function relay(
  app: BotApp,
  turn: Turn,
  { ticket, typed, reopens = false }: { ticket: Ticket; typed: Typed; reopens?: boolean },
): Promise<Reply> {
  const { content } = typed;
  if (content.fileId === undefined && content.text.trim() === '')
    return { screen: relayedScreen({ ticket, how: 'unsupported' }, turn.w) };
  try {
    const added = await addUserMessage(app, {
      ...content,
      ticketId: ticket.id,
      userId: turn.user.id,
      telegramMessageId: BigInt(typed.messageId),
      reopens,
    });
    const how = isTooLarge(content) ? 'tooLarge' : content.isPart === true ? 'textOnly' : 'relayed';
    return await passedOn(app, turn, { ticket: added.ticket, how: added.reopened ? 'reopened' : how });
  } catch (error) {
    // The ticket became over or full between the look and the write.
    if (codeOf(error) === 'TICKETS_TOO_MANY' || (codeOf(error) === 'TICKET_STATE' && !reopens))
      return keep(app, turn, typed);
    throw error;
  }
}

/**
 * A "reply" to a message about a ticket goes into that ticket. If the ticket was resolved a short time ago, it opens
 * again. Otherwise the message begins a new ticket about the same matter.
 */
export async function answerTicket(app: BotApp, turn: Turn, ticket: Ticket, typed: Typed): Promise<Reply> {
  try {
    return await relay(app, turn, { ticket, typed, reopens: !goesOn(ticket) });
  } catch (error) {
    if (codeOf(error) !== 'TICKET_STATE') throw error;
  }
  const { content } = typed;
  try {
    const opened = await openTicket(app, {
      userId: turn.user.id,
      subject: ticket.subject,
      text: '',
      orderId: ticket.orderId ?? undefined,
      journalId: ticket.journalId ?? undefined,
      attachments: [{ ...content, telegramMessageId: BigInt(typed.messageId) }],
      requestKey: `answer:${turn.user.id}:${typed.messageId}`,
    });
    return { screen: ticketSentScreen(opened, turn.w, ticket.number), about: opened.id };
  } catch (error) {
    if (codeOf(error) !== 'TICKETS_TOO_MANY' && codeOf(error) !== 'SWITCHED_OFF') throw error;
    return keep(app, turn, typed);
  }
}

/**
 * The rest of an album goes where its first message went, without an answer of its own. If the first was not taken, it
 * goes nowhere.
 */
export async function followAlbum(app: BotApp, turn: Turn, typed: Typed): Promise<Reply | undefined> {
  const { mediaGroupId } = typed.content;
  const userId = turn.user.id;
  if (mediaGroupId === undefined) return undefined;
  for (const draft of await app.drafts.list(userId).catch(() => [])) {
    if (draft.body.name !== 'ticket' || !draft.body.files.some((one) => one.mediaGroupId === mediaGroupId))
      continue;
    const body = addToDraft(draft.body, typed, true);
    if (!draft.expired) return draftReply(app, turn, { draft, body, place: draft.messageIds.at(-1) });
    await app.drafts.attach(userId, { ...draft, body });
    return undefined;
  }
  const place = await findAlbumPlace(app, userId, mediaGroupId);
  if (place === undefined) return undefined;
  if (place.ticketId === null) return keepRest(app, turn, typed);
  await addUserMessage(app, {
    ...typed.content,
    ticketId: place.ticketId,
    userId,
    telegramMessageId: BigInt(typed.messageId),
    isAlbumRest: true,
  });
  return undefined;
}

const DIGIT = /^([1-5])(?:\s*(?:⭐\u{fe0f}?|\/\s*5|[.!]))?$/u;

/**
 * Takes a digit as a rating if it follows the question for one, or answers it by "reply". Otherwise returns undefined.
 */
export async function rateByDigit(app: BotApp, turn: Turn, typed: Typed): Promise<Reply | undefined> {
  const digit = typed.content.kind === 'text' ? DIGIT.exec(typed.content.text.trim())?.[1] : undefined;
  if (digit === undefined) return undefined;
  const ticketId = await askedToRate(app, turn, typed.replyTo);
  if (ticketId === undefined) return undefined;
  const rating = Number(digit);
  try {
    const ticket = await rateTicket(app, { ticketId, userId: turn.user.id, rating });
    return { screen: ratedScreen({ ticket, rating }, turn.w) };
  } catch (error) {
    // The ticket was opened again in the meantime, so the digit is a message like any other.
    if (codeOf(error) === 'TICKET_STATE' || codeOf(error) === 'TICKET_UNKNOWN') return undefined;
    throw error;
  }
}

async function askedToRate(
  app: BotApp,
  turn: Turn,
  replyTo: number | undefined,
): Promise<string | undefined> {
  const word = await lastWord(app, turn.user.id);
  const isAsked = word?.about === 'rating' && (replyTo === undefined || replyTo === word.messageId);
  if (isAsked) return word.ticketId;
  if (replyTo === undefined) return undefined;
  const answered = await findTicketOfMessage(app, turn.user.id, BigInt(replyTo));
  return answered?.asksForRating === true ? answered.id : undefined;
}

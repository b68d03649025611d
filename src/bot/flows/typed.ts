import { AppError } from '../../lib/index.ts';
import {
  addUserMessage,
  editUserMessage,
  findOpenTicket,
  findTicket,
  findTicketOfMessage,
  type Ticket,
} from '../../support/index.ts';
import { setReferrer } from '../../users/index.ts';
import { readCommand, type Command } from '../commands.ts';
import { readDeepLink } from '../deepLinks.ts';
import type { Draft } from '../drafts.ts';
import { notUnderstoodScreen, relayedScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { showBalance, showHistory } from './balance.ts';
import { cancelDraft, offerToResume, takeAmount } from './drafts.ts';
import { showHelp, showPaySupport } from './help.ts';
import { showHome } from './home.ts';
import { isDeletionWord, showSettings } from './settings.ts';
import { chooseWay, showShop } from './shop.ts';
import { addToDraft, draftReply, editInDraft, leftOut, type Arrived } from './ticketDraft.ts';
import { showSubjects, showTicket } from './tickets.ts';

export interface Typed extends Arrived {
  /** The message that was answered by "reply". */
  readonly replyTo: number | undefined;
  /** Another message of the same album was here before. */
  readonly isAlbumRest: boolean;
}

/** What each command shows. */
const COMMAND_FLOWS: Readonly<
  Record<Command, (app: BotApp, turn: Turn, argument: string) => Promise<Reply>>
> = {
  start: followLink,
  balance: showBalance,
  buy: showShop,
  history: (app, turn) => showHistory(app, turn, { filter: 'all' }),
  help: showHelp,
  paysupport: showPaySupport,
  settings: showSettings,
  cancel: cancelDraft,
};

async function followLink(app: BotApp, turn: Turn, payload: string): Promise<Reply> {
  const link = readDeepLink(payload);
  switch (link.to) {
    case 'buy':
      return chooseWay(app, turn, { stars: link.stars });
    case 'ticket':
      return link.ticketId === undefined
        ? showSubjects(app, turn)
        : showTicket(app, turn, { uuid: link.ticketId });
    case 'referral': {
      const invited = await setReferrer(app, { userId: turn.user.id, referrerId: link.userId });
      return showHome(app, turn, { invited });
    }
    case 'home':
      return showHome(app, turn);
  }
}

/** Anything that is no button: a command, an answer to a question, or a message to support. */
export async function handleTyped(app: BotApp, turn: Turn, typed: Typed): Promise<Reply | undefined> {
  const { content } = typed;
  const command = content.kind === 'text' ? readCommand(content.text) : undefined;
  if (command) return COMMAND_FLOWS[command.command](app, turn, command.argument);

  const answered = await answeredTicket(app, turn, typed.replyTo);
  if (answered) return answerTicket(app, turn, answered, typed);
  const open = await openDraft(app, turn, typed.replyTo);
  const ticket = await findOpenTicket(app, turn.user.id);
  if (open && !open.expired) {
    if (open.body.name === 'ticket') return intoDraft(app, turn, open, typed);
    const isAnswer = !ticket || mayAnswer(open, typed);
    if (isAnswer && !typed.isAlbumRest) return takeAmount(app, turn, open, content.text);
  }
  if (ticket && !open?.expired) return relay(app, turn, ticket, typed);
  const expired = open ?? (await app.drafts.findExpired(turn.user.id).catch(() => undefined));
  if (expired?.body.name === 'ticket') return afterExpiry(app, turn, expired, typed);
  // Whatever else is said about an album is said once.
  if (typed.isAlbumRest) return undefined;
  return expired ? afterExpiry(app, turn, expired, typed) : withoutDraft(app, turn, typed);
}

/** The ticket whose message was answered by "reply". */
async function answeredTicket(
  app: BotApp,
  turn: Turn,
  replyTo: number | undefined,
): Promise<Ticket | undefined> {
  return replyTo === undefined ? undefined : findTicketOfMessage(app, turn.user.id, BigInt(replyTo));
}

/** Into that ticket while it is open; a settled one is shown, with the way to open it again. */
async function answerTicket(
  app: BotApp,
  turn: Turn,
  ticket: Ticket,
  typed: Typed,
): Promise<Reply | undefined> {
  if (ticket.status === 'open' || ticket.status === 'waiting_user') return relay(app, turn, ticket, typed);
  return typed.isAlbumRest ? undefined : showTicket(app, turn, { uuid: ticket.id });
}

/**
 * While a ticket is open, whether a message is the number, or the address, that was asked for. A picture, or text that
 * begins with words, is rather meant for the agent, unless it answers the question by "reply".
 */
function mayAnswer(draft: Draft, { content, replyTo }: Typed): boolean {
  if (replyTo !== undefined && draft.messageIds.includes(replyTo)) return true;
  const startsWithDigit = /^\P{L}*\p{Nd}/u.test(content.text);
  if (draft.body.name === 'delete_account') return isDeletionWord(content.text);
  return content.kind === 'text' && (draft.body.name === 'refund_address' || startsWithDigit);
}

/** The draft of the answered message, else the one that was touched last. */
async function openDraft(app: BotApp, turn: Turn, replyTo: number | undefined): Promise<Draft | undefined> {
  try {
    const answered = replyTo === undefined ? undefined : await app.drafts.find(turn.user.id, replyTo);
    return answered ?? (await app.drafts.find(turn.user.id, undefined));
  } catch (error) {
    // Without Redis nothing unfinished is known, but commands and tickets go on.
    app.log.warn({ err: error }, 'drafts cannot be read');
    return undefined;
  }
}

async function intoDraft(app: BotApp, turn: Turn, draft: Draft, typed: Typed): Promise<Reply | undefined> {
  if (draft.body.name !== 'ticket') return undefined;
  const body = addToDraft(draft.body, typed);
  const reply = draftReply(app, turn, { draft, body, left: leftOut(draft.body, typed) });
  // One screen for a whole album: the first picture's screen is brought up to date.
  const screenId = typed.isAlbumRest ? draft.messageIds.at(-1) : undefined;
  return screenId === undefined ? reply : { ...reply, place: screenId };
}

async function relay(app: BotApp, turn: Turn, ticket: Ticket, typed: Typed): Promise<Reply | undefined> {
  const { content, messageId } = typed;
  const isEmpty = content.fileId === undefined && content.text.trim() === '';
  if (isEmpty) return { screen: relayedScreen({ ticket, how: 'unsupported' }, turn.w) };
  const added = await addUserMessage(app, {
    ...content,
    ticketId: ticket.id,
    userId: turn.user.id,
    telegramMessageId: BigInt(messageId),
  });
  if (typed.isAlbumRest) return undefined;
  const how = content.isPart === true ? 'textOnly' : 'relayed';
  return { screen: relayedScreen({ ticket: added.ticket, how }, turn.w) };
}

async function afterExpiry(app: BotApp, turn: Turn, draft: Draft, typed: Typed): Promise<Reply> {
  if (draft.body.name !== 'ticket') return offerToResume(app, turn, draft);
  return offerToResume(app, turn, { ...draft, body: addToDraft(draft.body, typed) });
}

/** A bare number is most likely a number of stars whose question was lost: it is offered, never charged. */
async function withoutDraft(app: BotApp, turn: Turn, { content }: Typed): Promise<Reply> {
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  const stars = /^\d{1,7}$/.test(content.text.trim()) ? Number(content.text.trim()) : 0;
  if (content.kind === 'text' && stars >= min && stars <= max) return chooseWay(app, turn, { stars });
  return { screen: notUnderstoodScreen(turn.w) };
}

/** An edit follows the message to where it went; elsewhere it changes nothing. */
export async function handleEdited(app: BotApp, turn: Turn, arrived: Arrived): Promise<Reply | undefined> {
  const { content, messageId } = arrived;
  for (const draft of await app.drafts.list(turn.user.id).catch(() => [])) {
    const body = draft.body.name === 'ticket' ? editInDraft(draft.body, arrived) : undefined;
    if (body)
      return draft.expired
        ? offerToResume(app, turn, { ...draft, body })
        : draftReply(app, turn, { draft, body });
  }
  const edited = await editUserMessage(app, {
    userId: turn.user.id,
    telegramMessageId: BigInt(messageId),
    text: content.text,
  });
  if (!edited) return undefined;
  const ticket = await findTicket(app, edited.ticketId, turn.user.id);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return { screen: relayedScreen({ ticket, how: 'edited' }, turn.w) };
}

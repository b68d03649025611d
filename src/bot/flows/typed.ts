import { outage } from '../../platform/index.ts';
import { readPromoCode } from '../../shop/index.ts';
import {
  editUserMessage,
  findOpenTicket,
  findTicketOfMessage,
  goesOn,
  type Ticket,
} from '../../support/index.ts';
import { readCommand } from '../commands.ts';
import type { IncomingContent } from '../content.ts';
import { readStaffCode } from '../staffCode.ts';
import type { Draft } from '../drafts.ts';
import { endLastWord } from '../lastWord.ts';
import { editedResolvedScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import type { Arrived, Typed } from './arrived.ts';
import { answerQuestion, offerToResume } from './drafts.ts';
import { editKept, keep, offerBeside } from './kept.ts';
import { goodbyeAgain, isDeletionWord } from './settings.ts';
import { chooseWay } from './shop.ts';
import { addToDraft, draftReply, editInDraft, leftOut } from './ticketDraft.ts';
import { passedOn } from './passedOn.ts';
import { linkStaff } from './staffAlerts.ts';
import { takePicked } from './picked.ts';
import { answerTicket, followAlbum, rateByDigit, relay, ticketTalkedIn } from './ticketTalk.ts';
import { COMMAND_FLOWS } from './commandFlows.ts';

const commandIn = ({ kind, text }: IncomingContent) => (kind === 'text' ? readCommand(text) : undefined);

/** Whether the message is for support, which has its own rate limit: the user has an open ticket, or writes one. */
export async function isMeantForSupport(
  app: BotApp,
  userId: bigint,
  content: IncomingContent,
): Promise<boolean> {
  if (commandIn(content)) return false;
  const draft = await app.drafts.find(userId, undefined).catch(() => undefined);
  return draft?.body.name === 'ticket' || (await findOpenTicket(app, userId)) !== undefined;
}

/**
 * Handles every message that is not a button: a command, an answer to a question, a message to support, or a message
 * that is kept.
 */
export async function answerTyped(app: BotApp, turn: Turn, typed: Typed): Promise<Reply | undefined> {
  const command = commandIn(typed.content);
  if (command) {
    await endLastWord(app, turn.user.id);
    return COMMAND_FLOWS[command.command](app, turn, command.argument);
  }
  const code = typed.content.kind === 'text' ? readStaffCode(typed.content.text) : undefined;
  if (code !== undefined) return linkStaff(app, turn, code);
  if (typed.content.picked) return takePicked(app, turn, typed.content.picked);
  if (typed.isAlbumRest) return followAlbum(app, turn, typed);
  const rated = await rateByDigit(app, turn, typed);
  if (rated) return rated;
  const answered = await answeredTicket(app, turn, typed.replyTo);
  if (answered) return answerTicket(app, turn, answered, typed);

  const open = await openDraft(app, turn, typed.replyTo);
  const ticket = await ticketTalkedIn(app, turn);
  if (open && !open.expired) {
    if (open.body.name === 'ticket') return intoDraft(app, turn, open, typed);
    if (!ticket || mayAnswer(open, typed)) return answer(app, turn, open, typed);
  }
  if (ticket && !open?.expired) return relay(app, turn, { ticket, typed });
  const expired = open ?? (await app.drafts.findExpired(turn.user.id).catch(() => undefined));
  return expired ? afterExpiry(app, turn, expired, typed) : withoutDraft(app, turn, typed);
}

/** The ticket whose message the user answered by "reply". */
async function answeredTicket(
  app: BotApp,
  turn: Turn,
  replyTo: number | undefined,
): Promise<Ticket | undefined> {
  return replyTo === undefined ? undefined : findTicketOfMessage(app, turn.user.id, BigInt(replyTo));
}

/**
 * While a ticket is open: whether a message is the number or address that the bot asked for. A picture, or a text that
 * begins with words, is more likely for the agent, unless it answers the question by "reply".
 */
function mayAnswer(draft: Draft, { content, replyTo }: Typed): boolean {
  if (replyTo !== undefined && draft.messageIds.includes(replyTo)) return true;
  if (draft.body.name === 'delete_account') return content.kind === 'text' && isDeletionWord(content.text);
  if (draft.body.name === 'promo')
    return content.kind === 'text' && readPromoCode(content.text) !== undefined;
  if (draft.body.name === 'recipient')
    return content.isContact === true || (content.kind === 'text' && looksLikeName(content.text));
  if (draft.body.name === 'gift_note') return content.kind === 'text';
  return draft.body.name === 'refund_address' ? content.kind === 'text' : startsWithDigit(content);
}

/** One word with a Latin letter: a name or a link, typed right or wrong. */
function looksLikeName(text: string): boolean {
  return /^\S+$/.test(text.trim()) && /[a-z0-9_]/i.test(text);
}

function startsWithDigit({ kind, text }: IncomingContent): boolean {
  return kind === 'text' && /^\P{L}*\p{Nd}/u.test(text);
}

/** The draft of the answered message. Otherwise the draft that was touched last. */
async function openDraft(app: BotApp, turn: Turn, replyTo: number | undefined): Promise<Draft | undefined> {
  try {
    const answered = replyTo === undefined ? undefined : await app.drafts.find(turn.user.id, replyTo);
    const isOver = answered?.body.name === 'done';
    return (isOver ? undefined : answered) ?? (await app.drafts.find(turn.user.id, undefined));
  } catch (error) {
    // Without Redis no unfinished action is known, but commands and tickets go on.
    outage(app.log, 'redis').failed(error);
    return undefined;
  }
}

/**
 * Handles an answer to a question for a number, an address or an account. If it is not an answer, it may be a message
 * to a person.
 */
async function answer(app: BotApp, turn: Turn, draft: Draft, typed: Typed): Promise<Reply> {
  const { kind, text, isContact } = typed.content;
  const { name } = draft.body;
  // A place or a sticker names no account, whatever its text says. A note is text, and not the words of a picture.
  const isAnswer = name === 'recipient' ? kind !== 'other' : name !== 'gift_note' || kind === 'text';
  const said = isContact === true && name === 'recipient' ? CONTACT : isAnswer ? text : '';
  const reply = await answerQuestion(app, turn, draft, said);
  return reply.keepsDraft === true && saysSomething(draft, typed.content)
    ? offerBeside(app, turn, reply, typed)
    : reply;
}

/** A phone number names no account. Nothing of the contact is kept. */
const CONTACT = { why: 'contact', name: '' } as const;

/** Whether it is words or a file rather than a mistyped number or address. */
function saysSomething({ body }: Draft, { kind, text, isContact }: IncomingContent): boolean {
  if (body.name === 'recipient' && isContact === true) return false;
  if (kind !== 'text') return true;
  if (body.name === 'delete_account') return !isDeletionWord(text);
  if (body.name === 'recipient') return !looksLikeName(text);
  if (body.name === 'gift_note') return false;
  if (body.name === 'promo') return /\s/.test(text.trim());
  return body.name === 'refund_address' ? /\s/.test(text.trim()) : /\p{L}{2}/u.test(text);
}

async function intoDraft(app: BotApp, turn: Turn, draft: Draft, typed: Typed): Promise<Reply | undefined> {
  if (draft.body.name !== 'ticket') return undefined;
  const body = addToDraft(draft.body, typed);
  return draftReply(app, turn, { draft, body, left: leftOut(draft.body, typed) });
}

/** An answer that came too late is kept with its draft. Any other message is handled as usual. */
async function afterExpiry(app: BotApp, turn: Turn, draft: Draft, typed: Typed): Promise<Reply> {
  const { body } = draft;
  if (body.name === 'ticket') {
    const left = leftOut(body, typed);
    return offerToResume(app, turn, { ...draft, body: addToDraft(body, typed) }, left);
  }
  if (body.name === 'done' || saysSomething(draft, typed.content)) return withoutDraft(app, turn, typed);
  // The word that deletes an account is asked for again, because the amount to lose may have changed.
  if (body.name === 'delete_account') return offerToResume(app, turn, draft);
  const { text, isContact } = typed.content;
  return offerToResume(app, turn, isContact === true ? draft : { ...draft, body: { ...body, typed: text } });
}

/** A bare number is most likely a number of stars whose question was lost. The bot offers it and never charges it. */
async function withoutDraft(app: BotApp, turn: Turn, typed: Arrived): Promise<Reply> {
  const { content } = typed;
  const gone = await goodbyeAgain(app, turn, content.text);
  if (gone) return gone;
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  const stars = /^\d{1,7}$/.test(content.text.trim()) ? Number(content.text.trim()) : 0;
  if (content.kind !== 'text' || stars < min || stars > max) return keep(app, turn, typed);
  const offered = await chooseWay(app, turn, { stars }).catch(() => undefined);
  if (!offered) return keep(app, turn, typed);
  return offerBeside(app, turn, offered, typed);
}

/** An edit goes where its message went. If the message went nowhere, the edit is like a new message. */
export async function followEdit(app: BotApp, turn: Turn, arrived: Arrived): Promise<Reply | undefined> {
  const { content, messageId } = arrived;
  for (const draft of await app.drafts.list(turn.user.id).catch(() => [])) {
    const body = draft.body.name === 'ticket' ? editInDraft(draft.body, arrived) : undefined;
    if (body)
      return draft.expired
        ? offerToResume(app, turn, { ...draft, body })
        : draftReply(app, turn, { draft, body, place: draft.messageIds.at(-1) });
  }
  const edited = await editUserMessage(app, {
    ...content,
    userId: turn.user.id,
    telegramMessageId: BigInt(messageId),
  });
  if (edited) return afterEdit(app, turn, edited.ticket, arrived);
  // The message is in a ticket, and nothing that an agent sees has changed.
  if (await findTicketOfMessage(app, turn.user.id, BigInt(messageId))) return undefined;
  if (commandIn(content)) return undefined;
  return (await editKept(app, turn, arrived)) ?? withoutDraft(app, turn, arrived);
}

/**
 * Nobody looks at an edit in a ticket that is over. The answer says so. If the ticket cannot open again, the new
 * version is kept.
 */
async function afterEdit(app: BotApp, turn: Turn, ticket: Ticket, arrived: Arrived): Promise<Reply> {
  if (goesOn(ticket)) return passedOn(app, turn, { ticket, how: 'edited' });
  const screen = editedResolvedScreen({ ticket, now: app.clock.now() }, turn.w);
  if (screen) return { screen };
  return keep(app, turn, { ...arrived, isEdit: true });
}

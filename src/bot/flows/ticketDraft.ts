import { openTicket, type UserContent } from '../../support/index.ts';
import type { Draft, TicketDraft } from '../drafts.ts';
import {
  lostDraftScreen,
  ticketDraftScreen,
  ticketSentScreen,
  type TicketDraftState,
} from '../screens/index.ts';
import { afterShown, type BotApp, type Reply, type Turn } from '../turn.ts';
import type { IncomingContent } from '../update.ts';

/** What one draft holds at most; more can be sent once the ticket is open. */
const MAX_FILES = 10;
const MAX_TEXTS = 10;

export interface Arrived {
  readonly content: IncomingContent;
  readonly messageId: number;
}

/** Adds what was sent to a draft. */
export function addToDraft(body: TicketDraft, { content, messageId }: Arrived): TicketDraft {
  const { kind, text, fileId } = content;
  if ((kind === 'photo' || kind === 'document') && fileId !== undefined) {
    const file = {
      kind,
      text,
      fileId,
      messageId,
      fileName: content.fileName,
      mediaGroupId: content.mediaGroupId,
    };
    return { ...body, files: [...body.files, file].slice(0, MAX_FILES) };
  }
  if (text.trim() === '') return body;
  return { ...body, texts: [...body.texts, { messageId, text }].slice(0, MAX_TEXTS) };
}

/** What of a message does not go into the draft, if anything. */
export function leftOut(body: TicketDraft, { content }: Arrived): TicketDraftState['left'] {
  if (content.fileId !== undefined)
    return body.files.length >= MAX_FILES ? { what: 'files', max: MAX_FILES } : undefined;
  if (content.text.trim() !== '' && body.texts.length >= MAX_TEXTS) return { what: 'texts', max: MAX_TEXTS };
  return content.isPart === true ? { what: 'kind' } : undefined;
}

/** The user edited a message that is in the draft; undefined when it is not there. */
export function editInDraft(body: TicketDraft, { content, messageId }: Arrived): TicketDraft | undefined {
  const replace = <T extends { messageId: number; text: string }>(items: T[]): T[] =>
    items.map((item) => (item.messageId === messageId ? { ...item, text: content.text } : item));
  const isHere = [...body.texts, ...body.files].some((item) => item.messageId === messageId);
  return isHere ? { ...body, texts: replace(body.texts), files: replace(body.files) } : undefined;
}

/** The draft as it stands, as a fresh message below what was sent; an album keeps editing its first screen. */
export function draftReply(
  app: BotApp,
  turn: Turn,
  input: { draft: Draft; body: TicketDraft; left?: TicketDraftState['left'] },
): Reply {
  const { draft, body } = input;
  return {
    screen: draftScreen(body, turn, input.left),
    keepsDraft: true,
    onShown: (messageId) => app.drafts.save(turn.user.id, { ...draft, body }, messageId),
  };
}

function draftScreen(body: TicketDraft, turn: Turn, left: TicketDraftState['left']) {
  return ticketDraftScreen(
    {
      subject: body.subject,
      about: body.orderId ?? body.journalId,
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

/** Hands the draft in. A second tap finds the ticket that the first one opened. */
export async function sendDraft(app: BotApp, turn: Turn): Promise<Reply> {
  const draft = await app.drafts.find(turn.user.id, turn.messageId);
  if (draft?.body.name !== 'ticket') return { screen: lostDraftScreen(turn.w) };
  const { body } = draft;
  const contents = contentsOf(body);
  const [first, ...rest] = contents;
  if (!first)
    return { ...draftReply(app, turn, { draft, body }), toast: turn.w.t.help.ticket.noText, alert: true };
  const startsWithText = first.kind === 'text';
  const ticket = await openTicket(app, {
    userId: turn.user.id,
    subject: body.subject,
    text: startsWithText ? first.text : '',
    telegramMessageId: startsWithText ? first.telegramMessageId : undefined,
    orderId: body.orderId,
    journalId: body.journalId,
    attachments: startsWithText ? rest : contents,
    requestKey: `draft:${turn.user.id}:${draft.key}`,
  });
  return afterShown({ screen: ticketSentScreen(ticket, turn.w), about: ticket.id }, () =>
    app.drafts.end(turn.user.id, draft),
  );
}

/** What was sent, each as a message of its own and in the order in which it came. */
function contentsOf(body: TicketDraft): UserContent[] {
  const texts = body.texts.map(({ messageId, text }) => ({ kind: 'text' as const, text, messageId }));
  return [...texts, ...body.files]
    .sort((a, b) => a.messageId - b.messageId)
    .map(({ messageId, ...content }) => ({ ...content, telegramMessageId: BigInt(messageId) }));
}

import { canReopen, goesOn, REOPEN_DAYS, type Ticket, type TicketMessage } from '../../support/index.ts';
import type { Words } from '../words.ts';
import { helpFooter } from './help.ts';
import { button, clip, lines, paragraphs, type Button, type Screen } from './screen.ts';
import { ratingButtons, reopenButton } from './tickets.ts';

/** One screen shows at most this many messages of a conversation. */
export const TICKET_LINES = 10;
/**
 * The conversation takes at most this many of the 4096 characters. One long answer may take them all, so that the user
 * can read it again.
 */
const TALK_MAX = 3300;

export interface TicketState {
  readonly ticket: Ticket;
  readonly now: Date;
  /** The messages before a place, oldest first. One more than the screen shows, if there are earlier ones. */
  readonly messages: readonly TicketMessage[];
  /** These messages are the end of the conversation. */
  readonly isLatest: boolean;
  /** The line above: the user has just rated or reopened the ticket. */
  readonly news?: 'rated' | 'reopened' | undefined;
}

export function ticketScreen({ ticket, now, messages, isLatest, news }: TicketState, w: Words): Screen {
  const { ticket: words, subjects } = w.t.help;
  const isOpen = goesOn(ticket);
  const reopenable = canReopen(ticket, now);
  const { shown, hasEarlier } = fitting(messages, w);
  return {
    text: paragraphs(
      words.title(ticket.number.toString(), subjects[ticket.subject]),
      news === 'rated' && ticket.rating !== null && words.rated(ticket.rating),
      news === 'reopened' && words.reopenedNow,
      lines(words.statuses[ticket.status], words.created(w.date(ticket.createdAt))),
      ticket.orderId !== null && words.about(ticket.orderId),
      ...shown.map((message) => line(message, w)),
      isLatest && isOpen && words.continue,
      isLatest && reopenable && words.canReopen(w.t.common.withinDays(REOPEN_DAYS)),
      isLatest && !isOpen && !reopenable && words.over,
      ticket.status === 'resolved' && ticket.rating === null && words.rate,
    ),
    buttons: [
      ...turning({ ticket, shown, hasEarlier, isLatest }, w),
      ...(ticket.status === 'resolved' ? [ratingButtons(ticket.id)] : []),
      ...(reopenable ? [[reopenButton(ticket.id, w)]] : []),
      ...(isOpen || reopenable ? [] : [[button(w.t.help.createTicket, { do: 'create_ticket' })]]),
      [button(words.list, { do: 'tickets' })],
      helpFooter(w),
    ],
  };
}

/** The last messages that fit together. The newest is always there. */
function fitting(
  messages: readonly TicketMessage[],
  w: Words,
): { shown: readonly TicketMessage[]; hasEarlier: boolean } {
  const shown: TicketMessage[] = [];
  let length = 0;
  for (const message of messages.toReversed()) {
    length += said(message, w).length + 40;
    if (shown.length > 0 && (shown.length === TICKET_LINES || length > TALK_MAX)) break;
    shown.unshift(message);
  }
  return { shown, hasEarlier: shown.length < messages.length };
}

function turning(
  state: { ticket: Ticket; shown: readonly TicketMessage[]; hasEarlier: boolean; isLatest: boolean },
  w: Words,
): Button[][] {
  const { ticket: words } = w.t.help;
  const [first] = state.shown;
  const buttons = [
    ...(state.hasEarlier && first
      ? [
          button(words.earlier, {
            do: 'ticket_{uuid}_{number}',
            uuid: state.ticket.id,
            number: first.seq.toString(),
          }),
        ]
      : []),
    ...(state.isLatest ? [] : [button(words.latest, { do: 'ticket_{uuid}', uuid: state.ticket.id })]),
  ];
  return buttons.length === 0 ? [] : [buttons];
}

/** One message of the conversation: who, when, and what. */
function line(message: TicketMessage, w: Words): string {
  const { ticket: words } = w.t.help;
  const by = message.author === 'user' ? words.byYou : words.bySupport;
  return lines(words.lineHead(by, w.date(message.createdAt)), words.quote(said(message, w)));
}

/** The words, a sign for a file, or both. */
function said({ body, fileId, fileName, kind }: TicketMessage, w: Words): string {
  const { ticket: words } = w.t.help;
  const file =
    fileId === null ? '' : kind === 'photo' ? words.photo : `📎 ${clip(fileName ?? words.file, 60)}`;
  return clip([file, body].filter((part) => part !== '').join('\n'), TALK_MAX) || '—';
}

import {
  canReopen,
  FILE_MAX_BYTES,
  TICKET_SUBJECTS,
  type Ticket,
  type TicketSubject,
} from '../../support/index.ts';
import type { IncomingContent } from '../content.ts';
import type { Words } from '../words.ts';
import { helpFooter } from './help.ts';
import { homeButton } from './home.ts';
import { button, clip, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

export function subjectsScreen(state: { enabled: boolean; hasTickets: boolean }, w: Words): Screen {
  const { ticket, subjects, myTickets } = w.t.help;
  if (!state.enabled) return { text: paragraphs(ticket.chooseTitle, ticket.off), buttons: [helpFooter(w)] };
  const choices = TICKET_SUBJECTS.map((subject) =>
    button(subjects[subject], { do: 'ticket_subject_{subject}', subject }),
  );
  return {
    text: paragraphs(ticket.chooseTitle, ticket.choose),
    buttons: [
      ...rows(choices, 1),
      ...(state.hasTickets ? [[button(myTickets, { do: 'tickets' })]] : []),
      helpFooter(w),
    ],
  };
}

export interface TicketDraftState {
  readonly subject: TicketSubject;
  /** The order or journal that it is about. */
  readonly about: string | undefined;
  /** The code of the error screen from which the ticket was begun. */
  readonly supportCode?: string | undefined;
  readonly text: string;
  readonly files: number;
  /** The last sent part that is not in the draft, or is of no use there: too much, too large, or of a wrong kind. */
  readonly left?:
    | { readonly what: 'files' | 'texts'; readonly max: number }
    | { readonly what: 'kind' | 'size' }
    | undefined;
}

/** Only its sender can open it, because Telegram gives such a file to no bot. */
export function isTooLarge({ fileSize }: Pick<IncomingContent, 'fileSize'>): boolean {
  return fileSize !== undefined && fileSize > FILE_MAX_BYTES;
}

/** Asks for the text, then shows what has been gathered. */
export function ticketDraftScreen(state: TicketDraftState, w: Words): Screen {
  const { ticket, subjects } = w.t.help;
  const isEmpty = state.text === '' && state.files === 0;
  const subject = subjects[state.subject];
  return {
    text: paragraphs(
      lines(
        isEmpty ? ticket.promptTitle(subject) : ticket.draftTitle(subject),
        state.about !== undefined && ticket.about(state.about),
        state.supportCode !== undefined && ticket.withCode(state.supportCode),
      ),
      state.text !== '' && ticket.quote(clip(state.text, 700)),
      state.files > 0 && ticket.files(state.files),
      leftOutWords(state.left, w),
      isEmpty ? ticket.prompt : state.text === '' ? ticket.noText : ticket.more,
    ),
    buttons: [
      ...(isEmpty ? [] : [[button(ticket.send, { do: 'ticket_send' })]]),
      [button(w.t.common.cancel, { do: 'draft_cancel' })],
      helpFooter(w),
    ],
  };
}

export function leftOutWords(left: TicketDraftState['left'], w: Words): string | undefined {
  const { ticket } = w.t.help;
  if (left === undefined) return undefined;
  if (!('max' in left)) return left.what === 'kind' ? ticket.notAdded : ticket.fileTooLarge;
  return left.what === 'files' ? ticket.tooMany(left.max) : ticket.tooLong(left.max);
}

/** `instead`: the number of the ticket that this one replaces, because that one is over. */
export function ticketSentScreen(ticket: Ticket, w: Words, instead?: bigint): Screen {
  const words = w.t.help.ticket;
  return {
    text: paragraphs(
      words.sentTitle(ticket.number.toString()),
      instead !== undefined && words.sentInstead(instead.toString()),
      words.sent,
    ),
    buttons: [[viewButton(ticket.id, w)], helpFooter(w)],
  };
}

/** Shown for a button of an older screen of a ticket that was sent. */
export function alreadySentScreen(ticket: Ticket, w: Words): Screen {
  const words = w.t.help.ticket;
  return {
    text: `✅ <b>${words.alreadySent(ticket.number.toString())}</b>`,
    buttons: [[viewButton(ticket.id, w)], helpFooter(w)],
  };
}

/** The user has too many open tickets for one more. Shows them. If a message is kept, each of them can take it. */
export function tooManyScreen(
  state: { tickets: readonly Ticket[]; max: number; hasWords: boolean },
  w: Words,
): Screen {
  const { ticket: words } = w.t.help;
  return {
    text: paragraphs(words.tooManyTitle(state.max), state.hasWords ? words.tooManyKept : words.tooManyText),
    buttons: [
      ...state.tickets.map((ticket) => [state.hasWords ? intoButton(ticket, w) : lineButton(ticket, w)]),
      helpFooter(w),
    ],
  };
}

export interface RelayedState {
  readonly ticket: Ticket;
  readonly how: 'relayed' | 'reopened' | 'edited' | 'textOnly' | 'tooLarge' | 'unsupported';
  /** Number of messages in a row that the line answers. */
  readonly count?: number | undefined;
}

/** A short answer to a message that went into an open ticket. */
export function relayedScreen({ ticket, how, count = 1 }: RelayedState, w: Words): Screen {
  const words = w.t.help.ticket;
  const number = ticket.number.toString();
  return {
    text:
      how === 'unsupported'
        ? words.unsupported
        : how === 'relayed'
          ? words.relayed(number, count)
          : words[how](number),
    buttons: [[viewButton(ticket.id, w), homeButton(w)]],
  };
}

/** An edit in a ticket that is over but can open again. Undefined if it cannot. */
export function editedResolvedScreen(state: { ticket: Ticket; now: Date }, w: Words): Screen | undefined {
  const { ticket, now } = state;
  if (!canReopen(ticket, now)) return undefined;
  return {
    text: w.t.help.ticket.editedResolved(ticket.number.toString()),
    buttons: [[reopenButton(ticket.id, w), viewButton(ticket.id, w)], [homeButton(w)]],
  };
}

/** The answer to a typed digit. */
export function ratedScreen(state: { ticket: Ticket; rating: number }, w: Words): Screen {
  return {
    text: w.t.help.ticket.rated(state.rating),
    buttons: [[viewButton(state.ticket.id, w), homeButton(w)]],
  };
}

/** The name of a ticket, with a sign for its state. */
function lineButton(ticket: Ticket, w: Words): Button {
  const { ticket: words, subjects } = w.t.help;
  const [mark = ''] = words.statuses[ticket.status].split(' ');
  return button(`${mark} ${words.line(ticket.number.toString(), subjects[ticket.subject])}`, {
    do: 'ticket_{uuid}',
    uuid: ticket.id,
  });
}

/** Puts the kept message into this ticket. A resolved ticket opens again. */
export function intoButton(ticket: Ticket, w: Words): Button {
  const { kept } = w.t;
  const number = ticket.number.toString();
  return button(ticket.status === 'resolved' ? kept.reopen(number) : kept.into(number), {
    do: 'inbox_into_{uuid}',
    uuid: ticket.id,
  });
}

export function ticketsScreen(state: { tickets: readonly Ticket[] }, w: Words): Screen {
  const { ticket: words, createTicket } = w.t.help;
  const items = state.tickets.map((ticket) => lineButton(ticket, w));
  return {
    text: paragraphs(words.listTitle, items.length === 0 && words.listEmpty),
    buttons: [...rows(items, 1), [button(createTicket, { do: 'create_ticket' })], helpFooter(w)],
  };
}

export function ratingButtons(ticketId: string): Button[] {
  return [1, 2, 3, 4, 5].map((rating) =>
    button(`${rating} ⭐`, { do: 'rate_{rating}_{uuid}', rating, uuid: ticketId }),
  );
}

export function reopenButton(ticketId: string, w: Words): Button {
  return button(w.t.help.ticket.reopen, { do: 'reopen_{uuid}', uuid: ticketId });
}

export function viewButton(ticketId: string, w: Words): Button {
  return button(w.t.help.ticket.view, { do: 'ticket_{uuid}', uuid: ticketId });
}

import { REOPEN_DAYS, TICKET_SUBJECTS, type Ticket, type TicketSubject } from '../../support/index.ts';
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
  readonly text: string;
  readonly files: number;
  /** What was sent last and is not in the draft: too much of it, or a kind that a ticket does not take. */
  readonly left?:
    | { readonly what: 'files' | 'texts'; readonly max: number }
    | { readonly what: 'kind' }
    | undefined;
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
      ),
      state.text !== '' && ticket.quote(clip(state.text, 700)),
      state.files > 0 && ticket.files(state.files),
      leftOut(state.left, w),
      isEmpty ? ticket.prompt : state.text === '' ? ticket.noText : ticket.more,
    ),
    buttons: [
      ...(isEmpty ? [] : [[button(ticket.send, { do: 'ticket_send' })]]),
      [button(w.t.common.cancel, { do: 'draft_cancel' })],
      helpFooter(w),
    ],
  };
}

function leftOut(left: TicketDraftState['left'], w: Words): string | undefined {
  const { ticket } = w.t.help;
  if (left === undefined) return undefined;
  if (left.what === 'kind') return ticket.notAdded;
  return left.what === 'files' ? ticket.tooMany(left.max) : ticket.tooLong(left.max);
}

export function ticketSentScreen(ticket: Ticket, w: Words): Screen {
  const words = w.t.help.ticket;
  return {
    text: paragraphs(words.sentTitle(ticket.number.toString()), words.sent),
    buttons: [[viewButton(ticket.id, w)], helpFooter(w)],
  };
}

/** A short answer to a message that went into an open ticket. */
export function relayedScreen(
  state: { ticket: Ticket; how: 'relayed' | 'edited' | 'textOnly' | 'unsupported' },
  w: Words,
): Screen {
  const words = w.t.help.ticket;
  return {
    text: state.how === 'unsupported' ? words.unsupported : words[state.how](state.ticket.number.toString()),
    buttons: [[viewButton(state.ticket.id, w), homeButton(w)]],
  };
}

export function ticketsScreen(state: { tickets: readonly Ticket[] }, w: Words): Screen {
  const { ticket: words, subjects, createTicket } = w.t.help;
  const items = state.tickets.map((ticket) => {
    const [mark = ''] = words.statuses[ticket.status].split(' ');
    return button(`${mark} ${words.line(ticket.number.toString(), subjects[ticket.subject])}`, {
      do: 'ticket_{uuid}',
      uuid: ticket.id,
    });
  });
  return {
    text: paragraphs(words.listTitle, items.length === 0 && words.listEmpty),
    buttons: [...rows(items, 1), [button(createTicket, { do: 'create_ticket' })], helpFooter(w)],
  };
}

export interface TicketState {
  readonly ticket: Ticket;
  readonly now: Date;
  /** What to say above: the user has just rated or reopened it. */
  readonly news?: 'rated' | 'reopened' | undefined;
}

export function ticketScreen({ ticket, now, news }: TicketState, w: Words): Screen {
  const { ticket: words, subjects } = w.t.help;
  const isOpen = ticket.status === 'open' || ticket.status === 'waiting_user';
  const reopenable = ticket.status === 'resolved' && canReopen(ticket, now);
  return {
    text: paragraphs(
      words.title(ticket.number.toString(), subjects[ticket.subject]),
      news === 'rated' && ticket.rating !== null && words.rated(ticket.rating),
      news === 'reopened' && words.reopened,
      lines(words.statuses[ticket.status], words.created(w.date(ticket.createdAt))),
      ticket.orderId !== null && words.about(ticket.orderId),
      isOpen && words.continue,
      reopenable && words.canReopen,
      ticket.status === 'resolved' && ticket.rating === null && words.rate,
    ),
    buttons: [
      ...(ticket.status === 'resolved' ? [ratingButtons(ticket.id)] : []),
      ...(reopenable ? [[reopenButton(ticket.id, w)]] : []),
      [button(words.list, { do: 'tickets' })],
      helpFooter(w),
    ],
  };
}

/** Whether the user may still say that the matter is not settled. */
export function canReopen(ticket: Ticket, now: Date): boolean {
  if (!ticket.resolvedAt) return false;
  return now.getTime() - ticket.resolvedAt.getTime() <= REOPEN_DAYS * 86_400_000;
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

import type { Kept, Ticket } from '../../support/index.ts';
import type { Words } from '../words.ts';
import { helpFooter } from './help.ts';
import { homeButton } from './home.ts';
import { button, clip, paragraphs, rows, type Button, type Screen } from './screen.ts';
import { intoButton, isTooLarge } from './tickets.ts';

export interface KeptState {
  /** In the order in which it was sent; never empty. */
  readonly kept: readonly Kept[];
  /** Support takes new tickets. */
  readonly enabled: boolean;
  /** The user has the largest allowed number of open tickets. */
  readonly full: { readonly max: number } | undefined;
  /** Tickets that can take the message. */
  readonly tickets: readonly Ticket[];
  /** After a number that nobody can buy: the range that can be bought. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
}

/** A message that answers no question. Nothing is lost, but nobody reads it until its sender says where it goes. */
export function keptScreen(state: KeptState, w: Words): Screen {
  const { kept: words, help, drafts } = w.t;
  const { kept, enabled, full, tickets, range } = state;
  const text = kept
    .map((message) => message.text)
    .filter((said) => said !== '')
    .join('\n');
  const files = kept.filter((message) => message.fileId !== undefined).length;
  const canSend = enabled && full === undefined;
  return {
    text: paragraphs(
      words.title(kept.length),
      text !== '' && help.ticket.quote(clip(text, 500)),
      files > 0 && help.ticket.files(files),
      kept.some((message) => isTooLarge(message)) && help.ticket.fileTooLarge,
      range && drafts.range(String(range.min), String(range.max)),
      !enabled ? words.off : full ? help.ticket.tooManyTitle(full.max) : words.ask,
    ),
    buttons: [
      ...(canSend ? [[keptButton(kept[0]?.telegramMessageId ?? 1n, w)]] : []),
      ...rows(
        tickets.map((ticket) => intoButton(ticket, w)),
        1,
      ),
      [button(words.drop, { do: 'inbox_drop' }), homeButton(w)],
    ],
  };
}

/**
 * Sends everything that is kept to support. `messageId` is that of the first message; a later tap finds the ticket by
 * it.
 */
export function keptButton(messageId: bigint, w: Words): Button {
  return button(w.t.kept.send, { do: 'inbox_send_{number}', number: messageId.toString() });
}

export function droppedScreen(w: Words): Screen {
  return { text: w.t.kept.dropped, buttons: [[homeButton(w)]] };
}

/** Shown for a button under a message that is no longer kept. */
export function nothingKeptScreen(w: Words): Screen {
  return {
    text: w.t.kept.nothing,
    buttons: [[button(w.t.help.myTickets, { do: 'tickets' })], helpFooter(w)],
  };
}

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
  /** The user has as many open tickets as may be. */
  readonly full: { readonly max: number } | undefined;
  /** Tickets that the words can go into. */
  readonly tickets: readonly Ticket[];
  /** After a lone number that nobody can buy: which ones can be bought. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
}

/** Words that no question waited for: nothing is lost, and nobody reads them until their sender says where they go. */
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

/** Sends all that is kept to support; `messageId` is of the first message, by which a later tap finds the ticket. */
export function keptButton(messageId: bigint, w: Words): Button {
  return button(w.t.kept.send, { do: 'inbox_send_{number}', number: messageId.toString() });
}

export function droppedScreen(w: Words): Screen {
  return { text: w.t.kept.dropped, buttons: [[homeButton(w)]] };
}

/** A button under words that are not kept any more. */
export function nothingKeptScreen(w: Words): Screen {
  return {
    text: w.t.kept.nothing,
    buttons: [[button(w.t.help.myTickets, { do: 'tickets' })], helpFooter(w)],
  };
}

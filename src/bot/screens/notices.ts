import { REOPEN_DAYS, REPLY_MAX } from '../../support/index.ts';
import type { Texts } from '../texts/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { addressButton, openRefundButton, stopButton } from './refund.ts';
import { refundFacts, type RefundFacts } from './refundFacts.ts';
import { button, clip, lines, paragraphs, type Screen } from './screen.ts';
import { ratingButtons, reopenButton, viewButton } from './tickets.ts';

export function replyScreen(state: { ticketId: string; number: bigint; text: string }, w: Words): Screen {
  const { notices } = w.t;
  return {
    text: paragraphs(
      notices.reply(state.number.toString()),
      notices.replyBody(clip(state.text, REPLY_MAX)),
      notices.replyHint,
    ),
    buttons: [[viewButton(state.ticketId, w), homeButton(w)]],
  };
}

export function resolvedScreen(state: { ticketId: string; number: bigint }, w: Words): Screen {
  const { notices, help, common } = w.t;
  return {
    text: paragraphs(
      notices.resolved(state.number.toString()),
      lines(notices.resolvedText(common.withinDays(REOPEN_DAYS)), help.ticket.rate),
    ),
    buttons: [
      ratingButtons(state.ticketId),
      [reopenButton(state.ticketId, w), viewButton(state.ticketId, w)],
      [homeButton(w)],
    ],
  };
}

/** A ticket ended without a question for a rating. `answered`: support has answered it. */
export function closedScreen(
  state: { ticketId: string; number: bigint; answered: boolean },
  w: Words,
): Screen {
  const { notices, help } = w.t;
  return {
    text: paragraphs(
      notices.closed(state.number.toString()),
      state.answered ? notices.closedText : notices.closedUnanswered,
    ),
    buttons: [
      [viewButton(state.ticketId, w), button(help.createTicket, { do: 'create_ticket' })],
      [homeButton(w)],
    ],
  };
}

export function reopenedScreen(state: { ticketId: string; number: bigint }, w: Words): Screen {
  const { notices } = w.t;
  return {
    text: paragraphs(notices.reopened(state.number.toString()), notices.reopenedText),
    buttons: [[viewButton(state.ticketId, w), homeButton(w)]],
  };
}

/** Two tickets became one: `from` is the number of the one that ended. */
export function mergedScreen(state: { ticketId: string; number: bigint; from: bigint }, w: Words): Screen {
  const { notices } = w.t;
  const number = state.number.toString();
  return {
    text: paragraphs(notices.merged(state.from.toString(), number), notices.mergedText(number)),
    buttons: [[viewButton(state.ticketId, w), homeButton(w)]],
  };
}

export type RefundStep = keyof Texts['notices']['refund']['steps'];

export interface RefundNewsState {
  readonly step: RefundStep;
  readonly facts: RefundFacts;
  /** Absent if there is no refund to open. */
  readonly refundId?: string | undefined;
  readonly isAdjustment?: boolean | undefined;
}

/** Steps that name an address. If another person named it, the user can stop it. */
const NAMES_ADDRESS: ReadonlySet<RefundStep> = new Set<RefundStep>(['named', 'wait', 'review']);

export function refundScreen(state: RefundNewsState, w: Words): Screen {
  const { refund } = w.t.notices;
  const { refundId, step, facts } = state;
  const wantsAddress = step === 'address' || step === 'stopped';
  return {
    text: paragraphs(
      state.isAdjustment === true ? w.t.refund.adjustment : refund.title,
      refund.steps[step],
      refundFacts(facts, w),
    ),
    buttons: [
      ...(refundId === undefined
        ? []
        : [
            ...(NAMES_ADDRESS.has(step) ? [[stopButton(refundId, w)]] : []),
            [
              wantsAddress
                ? addressButton(refundId, false, w)
                : openRefundButton(refundId, w, state.isAdjustment === true ? 'adjustment' : 'refund'),
            ],
          ]),
      [
        button(w.t.common.history, { do: 'balance_history' }),
        button(w.t.common.support, { do: 'create_ticket' }),
      ],
      [homeButton(w)],
    ],
  };
}

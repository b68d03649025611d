import type { FaqEntry } from '../../support/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, clip, paragraphs, rows, type Button, type Screen } from './screen.ts';

export function helpScreen(state: { hasTickets: boolean }, w: Words): Screen {
  const { help } = w.t;
  return {
    text: paragraphs(help.title, help.intro, help.commands),
    buttons: [
      [button(help.faq, { do: 'help_faq' })],
      [button(help.createTicket, { do: 'create_ticket' })],
      ...(state.hasTickets ? [[button(help.myTickets, { do: 'tickets' })]] : []),
      [button(help.contactAdmin, { do: 'contact_admin' })],
      [homeButton(w)],
    ],
  };
}

export function faqScreen(state: { entries: readonly FaqEntry[] }, w: Words): Screen {
  const { help } = w.t;
  const questions = state.entries.map((entry) =>
    button(clip(entry.question[w.language].replaceAll('{coin}', w.coin), 60), {
      do: 'faq_{number}',
      number: entry.id.toString(),
    }),
  );
  return {
    text: paragraphs(help.faqTitle, questions.length === 0 ? help.faqEmpty : help.faqIntro),
    buttons: [
      ...rows(questions, 1),
      ...(questions.length === 0 ? [[button(help.createTicket, { do: 'create_ticket' })]] : []),
      helpFooter(w),
    ],
  };
}

/** Telegram counts characters after it parsed the entities, so an escaped character counts once. */
const ANSWER_MAX = 3000;

export function faqAnswerScreen(entry: FaqEntry, w: Words): Screen {
  const { help } = w.t;
  // Replaces the placeholder of the coin by the name that the shop uses.
  const named = (text: string): string => text.replaceAll('{coin}', w.coin);
  const question = clip(named(entry.question[w.language]), 200);
  return {
    text: help.faqAnswer(question, clip(named(entry.answer[w.language]), ANSWER_MAX)),
    buttons: [
      [button(help.faqBack, { do: 'help_faq' }), button(w.t.common.support, { do: 'create_ticket' })],
      helpFooter(w),
    ],
  };
}

export function contactScreen(state: { contact: string }, w: Words): Screen {
  const { contact, createTicket } = w.t.help;
  const named = state.contact !== '';
  return {
    text: paragraphs(contact.title, named ? contact.direct(state.contact) : contact.none),
    buttons: [
      ...(named ? [[{ label: contact.open, url: `https://t.me/${state.contact.replace(/^@/, '')}` }]] : []),
      [button(createTicket, { do: 'create_ticket' })],
      helpFooter(w),
    ],
  };
}

export function paySupportScreen(state: { hasTickets: boolean; canSend: boolean }, w: Words): Screen {
  const { paySupport, createTicket, myTickets } = w.t.help;
  return {
    text: paragraphs(paySupport.title, state.canSend ? paySupport.sends : paySupport.kept, paySupport.text),
    buttons: [
      [button(createTicket, { do: 'create_ticket' })],
      ...(state.hasTickets ? [[button(myTickets, { do: 'tickets' })]] : []),
      [button(w.t.common.history, { do: 'balance_history' })],
      helpFooter(w),
    ],
  };
}

export function helpFooter(w: Words): Button[] {
  return [button(w.t.common.toHelp, { do: 'back_to_help' }), homeButton(w)];
}

import { listFaq, listTickets } from '../../support/index.ts';
import {
  contactScreen,
  faqAnswerScreen,
  faqScreen,
  helpScreen,
  outOfDateScreen,
  paySupportScreen,
} from '../screens/index.ts';
import { canSend } from '../goesTo.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';

export async function showHelp(app: BotApp, turn: Turn): Promise<Reply> {
  const tickets = await listTickets(app, turn.user.id, 1);
  return { screen: helpScreen({ hasTickets: tickets.length > 0 }, turn.w) };
}

async function showFaq(app: BotApp, turn: Turn): Promise<Reply> {
  return { screen: faqScreen({ entries: await listFaq(app) }, turn.w) };
}

async function showAnswer(app: BotApp, turn: Turn, { number }: { number: string }): Promise<Reply> {
  const entry = (await listFaq(app)).find(({ id }) => id.toString() === number);
  return { screen: entry ? faqAnswerScreen(entry, turn.w) : outOfDateScreen(turn.w) };
}

export async function showPaySupport(app: BotApp, turn: Turn): Promise<Reply> {
  const tickets = await listTickets(app, turn.user.id, 1);
  return { screen: paySupportScreen({ hasTickets: tickets.length > 0, canSend: canSend(app) }, turn.w) };
}

export const helpHandlers = {
  help: showHelp,
  help_main: showHelp,
  back_to_help: showHelp,
  help_faq: showFaq,
  'faq_{number}': showAnswer,
  contact_admin: async (app, turn) => ({
    screen: contactScreen({ contact: app.config.SUPPORT_CONTACT }, turn.w),
  }),
} satisfies Partial<Handlers>;

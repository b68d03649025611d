import { setReferrer } from '../../users/index.ts';
import type { Command } from '../commands.ts';
import { readDeepLink } from '../deepLinks.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { showBalance } from './balance.ts';
import { showHistory } from './history.ts';
import { cancelDraft } from './drafts.ts';
import { showHelp, showPaySupport } from './help.ts';
import { showHome } from './home.ts';
import { showPromo } from './promo.ts';
import { showSettings } from './settings.ts';
import { chooseWay, showShop } from './shop.ts';
import { linkStaff } from './staffAlerts.ts';
import { showSubjects, showTicket } from './tickets.ts';

/** What each command shows. */
export const COMMAND_FLOWS: Readonly<
  Record<Command, (app: BotApp, turn: Turn, argument: string) => Promise<Reply>>
> = {
  start: followLink,
  balance: showBalance,
  buy: showShop,
  history: (app, turn) => showHistory(app, turn, { filter: 'all' }),
  help: showHelp,
  paysupport: showPaySupport,
  settings: showSettings,
  cancel: cancelDraft,
};

async function followLink(app: BotApp, turn: Turn, payload: string): Promise<Reply> {
  const link = readDeepLink(payload);
  switch (link.to) {
    case 'buy':
      return chooseWay(app, turn, { stars: link.stars });
    case 'promo':
      return showPromo(app, turn, { text: link.code });
    case 'ticket':
      return link.ticketId === undefined
        ? showSubjects(app, turn)
        : showTicket(app, turn, { uuid: link.ticketId });
    case 'referral': {
      const invited = await setReferrer(app, { userId: turn.user.id, referrerId: link.userId });
      return showHome(app, turn, { invited });
    }
    case 'staff':
      return linkStaff(app, turn, link.code);
    case 'home':
      return showHome(app, turn);
  }
}

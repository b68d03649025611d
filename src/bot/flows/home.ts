import { listPackages } from '../../shop/index.ts';
import { findOpenTicket } from '../../support/index.ts';
import { canSend } from '../goesTo.ts';
import { homeScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { balancesOf } from './balancesOf.ts';

export async function showHome(app: BotApp, turn: Turn, options: { invited?: boolean } = {}): Promise<Reply> {
  const [balances, packages, ticket] = await Promise.all([
    balancesOf(app, turn),
    listPackages(app),
    findOpenTicket(app, turn.user.id),
  ]);
  return {
    screen: homeScreen(
      {
        name: turn.user.firstName ?? turn.user.username,
        wallet: balances.wallet,
        stars: balances.stars,
        packages,
        hasOpenTicket: ticket !== undefined,
        canSend: canSend(app),
        invited: options.invited === true,
      },
      turn.w,
    ),
  };
}

export const homeHandlers = { home: (app, turn) => showHome(app, turn) } satisfies Partial<Handlers>;

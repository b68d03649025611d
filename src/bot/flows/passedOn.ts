import { nextAnswer, sayLast } from '../lastWord.ts';
import { relayedScreen, type RelayedState } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';

/** One answer counts messages that follow one another. Bad news gets its own message. */
export async function passedOn(app: BotApp, turn: Turn, state: Omit<RelayedState, 'count'>): Promise<Reply> {
  const { ticket, how } = state;
  const userId = turn.user.id;
  if (how !== 'relayed' && how !== 'edited')
    return {
      screen: relayedScreen(state, turn.w),
      about: ticket.id,
      onShown: (messageId) => sayLast(app, userId, { about: 'ticket', ticketId: ticket.id, messageId }),
    };
  const next = await nextAnswer(app, userId, { about: 'passedOn', ticketId: ticket.id, inSight: Infinity });
  return {
    screen: relayedScreen({ ...state, count: next.count }, turn.w),
    about: ticket.id,
    ...(next.place === undefined ? {} : { place: next.place }),
    onShown: next.shown,
  };
}

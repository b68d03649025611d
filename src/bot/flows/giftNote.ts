import { findDelivery } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import type { Draft } from '../drafts.ts';
import { carriesNote } from '../goesTo.ts';
import { cardAboveScreen, cardScreen, noteScreen, type NoteState } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { deliveryReply } from './delivery.ts';

/** Asks for a note. `draft`: the question is open already, and its answer did not fit. */
export async function askForNote(
  app: BotApp,
  turn: Turn,
  { stars, to }: Pick<NoteState, 'stars' | 'to'>,
  again: { problem?: NoteState['problem']; draft?: Draft } = {},
): Promise<Reply> {
  const { draft, problem } = again;
  return {
    screen: noteScreen({ stars, to, problem, isCarried: carriesNote(app) }, turn.w),
    keepsDraft: draft !== undefined,
    onShown: async (messageId) => {
      if (draft) await app.drafts.save(turn.user.id, draft, messageId);
      else await app.drafts.start(turn.user.id, { name: 'gift_note', stars, to }, messageId);
    },
  };
}

/** Keeps the note of a confirmation until its button is pressed. It is under the button's key, since it does not fit into it. */
export async function keepNote(
  app: BotApp,
  turn: Turn,
  { key, note, messageId }: { key: string; note: string; messageId: number },
): Promise<void> {
  await app.drafts.start(turn.user.id, { name: 'done', note }, messageId, key);
}

/** The note of the pressed confirmation. Without Redis there is none: the gift matters more, and the invoice shows no note. */
export async function keptNote(app: BotApp, turn: Turn, key: string): Promise<string | undefined> {
  const drafts = await app.drafts.list(turn.user.id).catch(() => []);
  const body = drafts.find((draft) => draft.key === key)?.body;
  return body?.name === 'done' ? body.note : undefined;
}

/** Sends the message for the friend, which the buyer can forward. */
async function showCard(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const delivery = await findDelivery(app, uuid, turn.user.id);
  if (!delivery) throw new AppError('DELIVERY_UNKNOWN');
  const { note, stars, status } = delivery;
  if (note === null || status !== 'confirmed') return deliveryReply(app, turn, delivery);
  return {
    screen: cardAboveScreen({ deliveryId: uuid }, turn.w),
    also: cardScreen({ from: turn.user.firstName, stars, note }, turn.w),
    about: uuid,
  };
}

export const giftNoteHandlers = {
  'note_{stars}_{name}': (app, turn, { stars, name }) => askForNote(app, turn, { stars, to: name }),
  'card_{uuid}': showCard,
} satisfies Partial<Handlers>;

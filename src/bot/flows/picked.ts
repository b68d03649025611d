import type { IncomingContent } from '../content.ts';
import { pickedLateScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { answerQuestion, offerToResume } from './drafts.ts';

/**
 * A person was picked with the button below the text field. It answers the question for a recipient, whatever else is
 * open, because no other question has this button.
 */
export async function takePicked(
  app: BotApp,
  turn: Turn,
  { username, name }: NonNullable<IncomingContent['picked']>,
): Promise<Reply> {
  const drafts = await app.drafts.list(turn.user.id);
  const draft = drafts.find(({ body }) => body.name === 'recipient');
  if (draft?.body.name !== 'recipient') return { screen: pickedLateScreen(turn.w) };
  if (draft.expired) return offerToResume(app, turn, { ...draft, body: { ...draft.body, typed: username } });
  return answerQuestion(app, turn, draft, username ?? { why: 'nameless', name });
}

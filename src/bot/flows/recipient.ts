import { recentRecipients, supplierNow } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { readRecipient, type RecipientCheck } from '../../suppliers/index.ts';
import type { Draft } from '../drafts.ts';
import { canSend, ownName } from '../goesTo.ts';
import {
  calledOf,
  CALLED_AFTER,
  recipientScreen,
  type RecipientProblem,
  type SendWish,
} from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { countCall } from './providerCalls.ts';

/** Errors: DELIVERY_OFF. */
export function refuseUnlessSending(app: BotApp): void {
  if (!canSend(app)) throw new AppError('DELIVERY_OFF');
}

/** The stars for an account that are chosen so far. `total`: with the bonus. */
export interface Chosen {
  readonly wish: SendWish;
  readonly total: number;
}

/** Asks who gets the stars. `draft`: the question is open already, and its answer did not fit. */
export async function askForRecipient(
  app: BotApp,
  turn: Turn,
  { wish, total }: Chosen,
  again: { problem?: { why: RecipientProblem; name: string }; draft?: Draft | undefined } = {},
): Promise<Reply> {
  const recent = await recentRecipients(app, turn.user.id);
  const state = {
    wish,
    total,
    self: ownName(turn.user),
    recent: recent.map(({ recipient }) => recipient),
    problem: again.problem,
  };
  const { draft } = again;
  return {
    screen: recipientScreen(state, turn.w),
    asksPerson: true,
    keepsDraft: draft !== undefined,
    onShown: async (messageId) => {
      if (draft) await app.drafts.save(turn.user.id, draft, messageId);
      else await app.drafts.start(turn.user.id, { name: 'recipient', ...wish }, messageId);
    },
  };
}

/** What is known about a recipient, or why stars cannot go there. */
export type Looked =
  | {
      readonly is: 'fits';
      readonly name: string;
      readonly isSelf: boolean;
      readonly warn: 'bot' | undefined;
      readonly check: RecipientCheck | undefined;
    }
  | { readonly is: 'problem'; readonly why: RecipientProblem; readonly name: string };

/** A shared person or contact that names no account, and why. `name` is as the person is called. */
export interface Unnamed {
  readonly why: Extract<RecipientProblem, 'contact' | 'nameless'>;
  readonly name: string;
}

/** Reads the typed name and asks the supplier about it, if one is in use. Errors: RATE_LIMITED. */
export async function lookAtRecipient(
  app: BotApp,
  turn: Turn,
  { typed, total }: { typed: string | Unnamed; total: number },
): Promise<Looked> {
  if (typeof typed !== 'string') return { is: 'problem', ...typed };
  const read = readRecipient(typed);
  if (read.is === 'refused') return { is: 'problem', why: read.why, name: '' };
  const { name, warn } = read;
  const supplier = supplierNow(app);
  if (supplier) await countCall(app, turn, 'api');
  const check = await supplier?.checkRecipient(name, total);
  if (check && check.is !== 'ok' && check.is !== 'unknown') return { is: 'problem', why: check.is, name };
  return { is: 'fits', name, isSelf: name === ownName(turn.user), warn, check };
}

/**
 * The pressed button named another person than the one who has the account name now. If either name is missing, nobody
 * can tell.
 */
export function isAnother({ label }: Turn, check: RecipientCheck | undefined): boolean {
  const [, shown] = label?.split(CALLED_AFTER) ?? [];
  const called = calledOf(check);
  return shown !== undefined && called !== undefined && shown !== called;
}

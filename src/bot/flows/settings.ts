import { AppError, DAY_SECONDS } from '../../lib/index.ts';
import { listRefunds, OPEN_REFUND_STATUSES } from '../../refunds/index.ts';
import { setLanguage, setNotifications } from '../../users/index.ts';
import { deleteMyAccount, exportMyData } from '../../privacy/index.ts';
import type { Draft } from '../drafts.ts';
import {
  deletedScreen,
  deletionScreen,
  deletionWordScreen,
  privacyScreen,
  settingsScreen,
} from '../screens/index.ts';
import { TEXTS } from '../texts/index.ts';
import { afterShown, type BotApp, type Handlers, type Reply, type Turn } from '../turn.ts';
import { wordsFor } from '../words.ts';
import { balancesOf } from './balancesOf.ts';
import { startDraft } from './tickets.ts';

export async function showSettings(_app: BotApp, turn: Turn): Promise<Reply> {
  return { screen: settingsScreen({ notifications: turn.user.notifications, saved: false }, turn.w) };
}

async function chooseLanguage(
  app: BotApp,
  turn: Turn,
  { language }: { language: 'ru' | 'en' },
): Promise<Reply> {
  await setLanguage(app, turn.user.id, language);
  const w = wordsFor(app.config, language);
  return {
    screen: settingsScreen({ notifications: turn.user.notifications, saved: true }, w),
    toast: w.t.settings.saved,
  };
}

async function chooseNotifications(
  app: BotApp,
  turn: Turn,
  { flag }: { flag: 'on' | 'off' },
): Promise<Reply> {
  await setNotifications(app, turn.user.id, flag === 'on');
  return {
    screen: settingsScreen({ notifications: flag === 'on', saved: true }, turn.w),
    toast: turn.w.t.settings.saved,
  };
}

async function exportData(app: BotApp, turn: Turn): Promise<Reply> {
  const data = await exportMyData(app, turn.user.id);
  return {
    screen: privacyScreen({ exported: true }, turn.w),
    file: {
      name: 'starboard-data.json',
      content: Buffer.from(JSON.stringify(data, null, 2)),
      caption: turn.w.t.settings.privacyScreen.fileCaption,
    },
  };
}

/** Names everything that is left, held and open, and offers to get the money out first. */
async function askToDelete(app: BotApp, turn: Turn, openOrders = false): Promise<Reply> {
  const [balances, refunds] = await Promise.all([
    balancesOf(app, turn),
    listRefunds(app, {
      userId: turn.user.id,
      kind: 'refund',
      status: OPEN_REFUND_STATUSES,
      limit: 10,
    }),
  ]);
  return { screen: deletionScreen({ ...balances, openOrders, refunds }, turn.w) };
}

/** `giveUp` is what the screen named. If more is left now, or money is on its way, the screen is shown again. */
async function deleteAccount(
  app: BotApp,
  turn: Turn,
  giveUp: { wallet: bigint; stars: bigint },
): Promise<Reply> {
  try {
    await deleteMyAccount(app, { userId: turn.user.id, giveUp });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ACCOUNT_NOT_EMPTY') throw error;
    return askToDelete(app, turn, error.data['orders'] !== '0');
  }
  await app.drafts.clear(turn.user.id).catch(() => undefined);
  return { screen: deletedScreen(turn.w) };
}

/** Only a typed word gives money up. The button of an old message asks for the word too. */
async function askForWord(
  app: BotApp,
  turn: Turn,
  { wallet, owned }: { wallet: bigint; owned: bigint },
): Promise<Reply> {
  if (wallet === 0n && owned === 0n) return askToDelete(app, turn);
  const body = { name: 'delete_account', wallet: String(wallet), stars: String(owned) } as const;
  return {
    screen: deletionWordScreen({ wallet, stars: owned, wrong: false }, turn.w),
    keepsDraft: true,
    onShown: async (messageId) => {
      await app.drafts.start(turn.user.id, body, messageId);
    },
  };
}

/** Accepts the word in either language and in any letter case. */
export function isDeletionWord(text: string): boolean {
  const said = text.trim().toUpperCase();
  return Object.values(TEXTS).some(({ settings }) => settings.deletion.word === said);
}

/** Takes the text that was typed when the bot asked for the word. */
export async function takeDeletionWord(app: BotApp, turn: Turn, draft: Draft, text: string): Promise<Reply> {
  const { body } = draft;
  if (body.name !== 'delete_account')
    throw new AppError('INTERNAL', {}, { message: 'no account is to be deleted' });
  const giveUp = { wallet: BigInt(body.wallet), stars: BigInt(body.stars) };
  if (!isDeletionWord(text))
    return {
      screen: deletionWordScreen({ ...giveUp, wrong: true }, turn.w),
      keepsDraft: true,
      onShown: (messageId) => app.drafts.save(turn.user.id, draft, messageId),
    };
  const owed = goodbyeOf(app, turn);
  await app.redis.set(owed, '1', 'EX', DAY_SECONDS).catch(() => undefined);
  return afterShown(await deleteAccount(app, turn, giveUp), async () => {
    await app.redis.del(owed).catch(() => undefined);
    await app.drafts.end(turn.user.id, draft).catch(() => undefined);
  });
}

const goodbyeOf = ({ config }: BotApp, { user }: Turn): string =>
  `${config.REDIS_PREFIX}:goodbye:${String(user.telegramId)}`;

/**
 * The word again, from a person whose account is already gone and who was not told yet. The question was deleted with
 * the account, and this update made an empty account. Returns undefined for anybody else.
 */
export async function goodbyeAgain(app: BotApp, turn: Turn, text: string): Promise<Reply | undefined> {
  if (!isDeletionWord(text)) return undefined;
  const owed = goodbyeOf(app, turn);
  if ((await app.redis.exists(owed).catch(() => 0)) === 0) return undefined;
  return afterShown(await deleteAccount(app, turn, { wallet: 0n, stars: 0n }), async () => {
    await app.redis.del(owed).catch(() => undefined);
  });
}

/** Asks again after the question for the word expired, because the amount left may have changed. */
export const askAgainToDelete = (app: BotApp, turn: Turn): Promise<Reply> => askToDelete(app, turn);

/** A ready ticket that asks for the rest. The user only has to send it. */
async function askForRest(app: BotApp, turn: Turn): Promise<Reply> {
  const { wallet, stars } = await balancesOf(app, turn);
  const { w } = turn;
  const text = w.t.settings.deletion.returnText(w.money(wallet), w.stars(stars));
  return startDraft(app, turn, { subject: 'payment', text });
}

export const settingsHandlers = {
  settings: showSettings,
  'language_{language}': chooseLanguage,
  'notifications_{flag}': chooseNotifications,
  privacy: async (_app, turn) => ({ screen: privacyScreen({ exported: false }, turn.w) }),
  privacy_export: exportData,
  privacy_delete: (app, turn) => askToDelete(app, turn),
  privacy_delete_confirm: (app, turn) => deleteAccount(app, turn, { wallet: 0n, stars: 0n }),
  'privacy_delete_{wallet}_{owned}': askForWord,
  privacy_return: askForRest,
} satisfies Partial<Handlers>;

import { AppError } from '../../lib/index.ts';
import { deleteMyAccount, exportMyData, setLanguage, setNotifications } from '../../users/index.ts';
import { deletedScreen, deletionScreen, privacyScreen, settingsScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { wordsFor } from '../words.ts';
import { balancesOf } from './standing.ts';

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

async function askToDelete(app: BotApp, turn: Turn, openOrders = false): Promise<Reply> {
  const { wallet, stars } = await balancesOf(app, turn);
  return { screen: deletionScreen({ wallet, stars, openOrders }, turn.w) };
}

/** `giveUp` is what the screen named; where more is left by now, or money is on its way, it is shown anew. */
async function deleteAccount(
  app: BotApp,
  turn: Turn,
  giveUp: { wallet: bigint; stars: bigint },
): Promise<Reply> {
  try {
    await deleteMyAccount(app, { userId: turn.user.id, giveUp });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ACCOUNT_NOT_EMPTY') throw error;
    const { orders, hold } = error.data;
    return askToDelete(app, turn, orders !== '0' || hold !== '0');
  }
  await app.drafts.clear(turn.user.id).catch(() => undefined);
  return { screen: deletedScreen(turn.w) };
}

export const settingsHandlers = {
  settings: showSettings,
  'language_{language}': chooseLanguage,
  'notifications_{flag}': chooseNotifications,
  privacy: async (_app, turn) => ({ screen: privacyScreen({ exported: false }, turn.w) }),
  privacy_export: exportData,
  privacy_delete: (app, turn) => askToDelete(app, turn),
  privacy_delete_confirm: (app, turn) => deleteAccount(app, turn, { wallet: 0n, stars: 0n }),
  'privacy_delete_{wallet}_{owned}': (app, turn, { wallet, owned }) =>
    deleteAccount(app, turn, { wallet, stars: owned }),
} satisfies Partial<Handlers>;

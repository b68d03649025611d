import { acknowledgeAlert, findAlert, showAlert, staffBehind } from '../../alerts/index.ts';
import { AppError, toAppError } from '../../lib/index.ts';
import type { App } from '../../app.ts';
import { alertScreen, linkedScreen, type Screen } from '../screens/index.ts';
import { tryStaffCode } from '../staffLink.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { wordsFor, type Words } from '../words.ts';

/** A member of staff sent a one-time code in their own chat. */
export async function linkStaff(app: BotApp, turn: Turn, code: string): Promise<Reply> {
  if (turn.user.telegramId === null) throw new AppError('INTERNAL', {}, { message: 'nobody wrote' });
  const chat = { place: 'person', chatId: turn.user.telegramId } as const;
  const result = await tryStaffCode(app, { code, chat });
  return 'wrong' in result
    ? { screen: linkedScreen(result, turn.w) }
    : { screen: linkedScreen(result, wordsFor(app.config, result.language)) };
}

/** What a press on "I take it" leads to, in a private chat and in a group: a word, and the alert as it is now. */
export async function takeAlert(
  app: App,
  input: { alertId: string; telegramId: bigint; words: Words },
): Promise<{ toast: string; screen: Screen | undefined }> {
  const { alertId, telegramId, words } = input;
  const { taken, takenBefore, notYours } = words.t.alerts;
  const staffId = await staffBehind(app.db, telegramId);
  if (staffId === undefined) return { toast: notYours, screen: undefined };
  let toast = taken;
  try {
    await acknowledgeAlert(app, { alertId, staffId });
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'FORBIDDEN' || code === 'ALERT_UNKNOWN') return { toast: notYours, screen: undefined };
    if (code !== 'ALREADY_SO') throw error;
    toast = takenBefore;
  }
  const alert = await findAlert(app.db, alertId);
  const screen = alert && alertScreen({ event: 'raised', alert: await showAlert(app, alert) }, words);
  return { toast, screen };
}

export const staffAlertHandlers = {
  'alert_take_{uuid}': async (app, { user, w }, { uuid }) => {
    const telegramId = user.telegramId ?? 0n;
    const { toast, screen } = await takeAlert(app, { alertId: uuid, telegramId, words: w });
    // A stranger who made up the button learns nothing.
    if (!screen) throw new AppError('FORBIDDEN');
    return { screen, toast };
  },
} satisfies Partial<Handlers>;

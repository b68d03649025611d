import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const alerts: Texts['alerts'] = {
  severity: { critical: '🔴', warning: '🟡' },
  title: (text) => `<b>${escapeHtml(text)}</b>`,
  escalated: '⏫ Nobody has taken this',
  ended: '✅ <b>Over</b>',
  since: (at) => `🕒 Since ${at}`,
  lasted: (span) => `🕒 It lasted ${span}`,
  todo: (text) => `👉 ${escapeHtml(text)}`,
  detail: (text) => `<i>${escapeHtml(text)}</i>`,
  takenBy: (name) => `🙋 ${escapeHtml(name)} looks after it`,
  take: '🙋 I take it',
  open: '🗂 Open',
  taken: 'Noted: you look after it.',
  takenBefore: 'It is over, or somebody has already taken it.',
  notYours: 'This Telegram account is not linked to a member of staff whom this concerns.',
  linked: (name) =>
    `🔔 <b>Done, ${escapeHtml(name)}</b>\n\nAlerts that concern you will come here. Choose which and when under My alerts in the back office.`,
  linkedGroup: '🔔 <b>Done</b>\n\nAlerts of the shop will come here.',
  badCode:
    '🔑 <b>This code does not work</b>\n\nA code works once, for ten minutes. Get a new one under My alerts in the back office.',
  tooMany: '🔑 <b>Too many attempts</b>\n\nWait ten minutes.',
};

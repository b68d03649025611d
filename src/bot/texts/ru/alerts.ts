import { escapeHtml } from '../../../lib/index.ts';

/** For staff only: what needs a person. */
export const alerts = {
  severity: { critical: '🔴', warning: '🟡' },
  title: (text: string): string => `<b>${escapeHtml(text)}</b>`,
  escalated: '⏫ Никто за это не взялся',
  ended: '✅ <b>Прошло</b>',
  since: (at: string): string => `🕒 С ${at}`,
  lasted: (span: string): string => `🕒 Длилось ${span}`,
  todo: (text: string): string => `👉 ${escapeHtml(text)}`,
  detail: (text: string): string => `<i>${escapeHtml(text)}</i>`,
  takenBy: (name: string): string => `🙋 Занимается ${escapeHtml(name)}`,
  take: '🙋 Беру',
  open: '🗂 Открыть',
  taken: 'Записано: этим занимаетесь вы.',
  takenBefore: 'Это уже прошло, или за это уже взялись.',
  notYours: 'Этот аккаунт Telegram не привязан к сотруднику, которого это касается.',
  linked: (name: string): string =>
    `🔔 <b>Готово, ${escapeHtml(name)}</b>\n\nСюда будут приходить оповещения, которые вас касаются. Какие и когда — настройте в панели, в разделе «Мои оповещения».`,
  linkedGroup: '🔔 <b>Готово</b>\n\nСюда будут приходить оповещения магазина.',
  badCode:
    '🔑 <b>Код не подходит</b>\n\nОн одноразовый и действует десять минут. Возьмите новый в панели, в разделе «Мои оповещения».',
  tooMany: '🔑 <b>Слишком много попыток</b>\n\nПодождите десять минут.',
};

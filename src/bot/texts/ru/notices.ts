import { escapeHtml } from '../../../lib/index.ts';

/** Messages that the bot sends by itself, beside the payment screens. */
export const notices = {
  ping: {
    paid: '🎉 Оплата получена! Чек — в сообщении выше ☝️',
    news: '🔔 Есть новости по вашему счёту — они в сообщении выше ☝️',
  },
  reply: (n: string): string => `💬 <b>Ответ поддержки</b> · обращение №${n}`,
  replyBody: (text: string): string => escapeHtml(text),
  replyHint: '✍️ Чтобы ответить, просто напишите сообщение.',
  resolved: (n: string): string => `✅ <b>Обращение №${n} решено</b>`,
  resolvedText: 'Надеемся, мы помогли. Если вопрос остался — обращение можно открыть снова в течение 7 дней.',
  refund: {
    title: '↩️ <b>Возврат</b>',
    steps: {
      requested: 'Возврат создан и ждёт проверки.',
      approved: 'Возврат одобрен, готовим выплату.',
      sent: 'Возврат отправлен.',
      done: 'Возврат выполнен.',
      declined: 'В возврате отказано. Напишите нам, если не согласны.',
      failed: 'Возврат не прошёл с первого раза — им занимается финансовый отдел.',
      other: 'Состояние возврата изменилось. Подробности — в истории.',
    },
    amount: (amount: string): string => `💰 Сумма: <b>${amount}</b>`,
  },
};

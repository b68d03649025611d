export const balance = {
  title: '💰 <b>Ваш баланс</b>',
  coins: (amount: string): string => `💎 Монеты: <b>${amount}</b>`,
  stars: (n: string): string => `⭐ Звёзды: <b>${n}</b>`,
  /** Only refunds on their way to a wallet are set aside. */
  held: (amount: string): string => `🔒 Отложено для возврата на ваш кошелёк: <b>${amount}</b>`,
  heldState: (amount: string, status: string): string => `↩️ Возврат <b>${amount}</b>: ${status}`,
  pending: (n: number, amount: string): string => `⏳ Ожидают оплаты: <b>${n}</b> на ${amount}`,
  last: '🕘 <b>Последние операции</b>',
  none: '🕘 Операций пока не было. Самое время начать!',
  topupsOff: '🔧 Пополнение сейчас выключено магазином. Купить звёзды можно по счёту.',
  recharge: {
    title: '➕ <b>Пополнение баланса</b>',
    intro: 'Баланс пополняется криптовалютой через Heleket. Выберите сумму — бот выставит счёт.',
    custom: '🔢 Своя сумма',
    customPrompt: (min: string, max: string): string =>
      `🔢 <b>На какую сумму пополнить?</b>\n\nНапишите число от <b>${min}</b> до <b>${max}</b>.`,
    example: 'Например: <code>25</code> или <code>12.5</code>',
  },
};

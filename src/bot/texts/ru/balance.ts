export const balance = {
  title: '💰 <b>Ваш баланс</b>',
  coins: (amount: string): string => `💎 На балансе: <b>${amount}</b>`,
  stars: (n: string): string => `⭐ Звёзд: <b>${n}</b>`,
  onTheWay: (stars: string): string => `🚀 Отправляются: <b>${stars}</b>`,
  /** Only refunds on their way to a wallet are set aside. */
  held: (amount: string): string => `🔒 Отложено для возврата на ваш кошелёк: <b>${amount}</b>`,
  heldState: (amount: string, status: string): string => `↩️ Возврат <b>${amount}</b>: ${status}`,
  unpaid: (n: number, amount: string): string => `🧾 Неоплаченные счета: <b>${n}</b> на ${amount}`,
  coming: (n: number, amount: string | undefined): string =>
    `🔎 Платежи в пути и на проверке: <b>${n}</b>${amount === undefined ? '' : ` на ${amount}`}`,
  last: '🕘 <b>Последние операции</b>',
  none: '🕘 Операций пока не было. Самое время начать!',
  topupsOff: '🔧 Пополнение сейчас выключено магазином. Купить звёзды можно криптой.',
  recharge: {
    title: '➕ <b>Пополнение баланса</b>',
    intro: 'Баланс пополняется криптовалютой через Heleket. Выберите сумму — бот выставит счёт.',
    custom: '🔢 Своя сумма',
    customPrompt: (min: string, max: string): string =>
      `🔢 <b>На какую сумму пополнить?</b>\n\nНапишите число от <b>${min}</b> до <b>${max}</b>.`,
    example: 'Например: <code>25</code> или <code>12.5</code>',
  },
};

import { plural } from '../plural.ts';

export const shop = {
  title: '🌟 <b>Магазин звёзд</b>',
  intro: 'Выберите, как платить: счётом в криптовалюте (со скидкой и бонусом) или с баланса.',
  packageLine: (p: { stars: string; bonus: number; price: string; list: string; discount: number }): string =>
    `⭐ <b>${p.stars}</b>${p.bonus > 0 ? ` <b>+${p.bonus}</b> ✨` : ''} — <b>${p.price}</b>${
      p.discount > 0 ? ` <s>${p.list.replace(' ', '\u00a0')}</s> (−${p.discount}\u00a0%)` : ''
    }`,
  packageButton: (p: { stars: number; bonus: number; price: string }): string =>
    `⭐ ${p.stars}${p.bonus > 0 ? ` +${p.bonus} ✨` : ''} · ${p.price}`,
  balanceButton: (p: { stars: number; price: string }): string => `⭐ ${p.stars} · ${p.price}`,
  noPackages: '📭 Готовых пакетов сейчас нет, но можно купить любое число звёзд.',
  quick: '⚡ Нажмите на пакет — счёт появится сразу.',
  withPayment: '💎 Оплатить криптой',
  withBalance: '💰 Купить с баланса',
  payment: {
    title: '💎 <b>Покупка по счёту — криптой</b>',
    intro: 'Выберите пакет — бот сразу выставит счёт. Бонусные звёзды и скидка уже учтены.',
    custom: '🔢 Своё число звёзд',
  },
  fromBalance: {
    title: '💰 <b>Покупка с баланса</b>',
    intro: (rate: string): string =>
      `Цена одной звезды — <b>${rate}</b>. Звёзды приходят сразу — на ваш баланс в боте.`,
    have: (coins: string): string => `На балансе: <b>${coins}</b>`,
    custom: '🔢 Своё число звёзд',
    off: '🔧 Покупки с баланса сейчас выключены. Купить звёзды можно криптой.',
  },
  promo: {
    button: '🎟 Промокод',
    ask: '🎟 <b>Напишите промокод</b>',
    wrong: 'Это не похоже на промокод: в нём от 3 до 32 латинских букв, цифр, знаков «-» и «_».',
    title: (code: string): string => `🎟 <b>Промокод ${code}</b>`,
    percent: (percent: string): string => `Скидка <b>${percent}\u00a0%</b> на пакеты при оплате криптой.`,
    fixed: (amount: string): string => `Скидка <b>${amount}</b> на пакет при оплате криптой.`,
    stars: (stars: string): string => `Ещё <b>${stars}</b> в подарок к пакету при оплате криптой.`,
    first: 'Только на первую покупку.',
    until: (date: string): string => `Действует до ${date}.`,
    choose: '⚡ Нажмите на пакет — счёт появится сразу, код уже учтён.',
    none: 'Сейчас нет пакетов, на которые действует этот код.',
    another: '🎟 Другой код',
    refusedTitle: '🎟 <b>Этот промокод не сработал</b>',
    refused: {
      unknown: 'Такого кода нет. Проверьте, нет ли опечатки.',
      over: 'Он уже не действует или ещё не начал действовать.',
      used_up: 'Его уже разобрали: все применения закончились.',
      used: 'Вы его уже применили. Если код занят вашим неоплаченным счётом, отмените счёт, и код вернётся.',
      not_first: 'Он только для первой покупки.',
      package: 'На этот пакет он не действует.',
    },
    without: 'Купить звёзды можно и без него.',
  },
  customPrompt: {
    payment: '🔢 <b>Сколько звёзд купить по счёту?</b>',
    balance: '🔢 <b>Сколько звёзд купить с баланса?</b>',
    range: (min: number, max: number): string => `Напишите целое число от <b>${min}</b> до <b>${max}</b>.`,
    rate: (rate: string): string =>
      `Цена одной звезды — ${rate}. Скидка и бонус есть у пакетов при оплате криптой.`,
    example: 'Например: <code>150</code>',
  },
  confirm: {
    title: '🧾 <b>Проверьте покупку</b>',
    what: (stars: string, price: string): string =>
      `⭐ <b>${stars}</b>\n💰 Спишем с баланса: <b>${price}</b>`,
    after: (have: string, left: string): string => `На балансе ${have}, останется <b>${left}</b>.`,
    short: (have: string, missing: string): string =>
      `⚠️ На балансе ${have} — не хватает <b>${missing}</b>. Пополните баланс или оплатите криптой.`,
    least: (least: string, rest: string): string =>
      `Меньше <b>${least}</b> пополнить нельзя; лишние ${rest} останутся на балансе.`,
    fund: (amount: string): string => `➕ Пополнить на ${amount} и купить`,
    priceChanged: '🔔 Цена изменилась, пока экран был открыт. Ниже — новая.',
    yes: (price: string): string => `✅ Купить за ${price}`,
    payInstead: '💎 Оплатить криптой',
  },
  choose: {
    title: (stars: string): string => `⭐ <b>${stars}</b>`,
    how: 'Как будете платить?',
    byInvoice: (price: string, bonus: number): string =>
      `💎 Криптой — ${price}${bonus > 0 ? ` (+${bonus} ✨)` : ''}`,
    fromBalance: (price: string): string => `💰 С баланса — ${price}`,
  },
  receipt: {
    title: '🎉 <b>Оплачено! Звёзды на вашем балансе в боте</b>',
    bought: (stars: string): string => `⭐ Куплено: <b>${stars}</b>`,
    bonus: (n: number): string => `✨ Бонус: <b>+${n} ${plural(n, 'звезда', 'звезды', 'звёзд')}</b>`,
    paid: (amount: string): string => `💳 Цена: <b>${amount}</b>`,
    received: (amount: string): string => `📥 Пришло: <b>${amount}</b>`,
    surplus: (amount: string): string => `💰 <b>${amount}</b> сверх цены зачислено на ваш баланс.`,
    balance: (coins: string, stars: string): string =>
      `Теперь на балансе: ⭐ <b>${stars}</b> и 💎 <b>${coins}</b>`,
    where:
      'ℹ️ Звёзды хранятся на балансе в этом боте, в счётчик звёзд Telegram бот их не переводит. Не нужны — напишите в поддержку о возврате.',
    canSend:
      'ℹ️ Звёзды хранятся на балансе в этом боте. Отправить их на аккаунт Telegram, ваш или друга, можно кнопкой ниже.',
    goingTitle: '🎉 <b>Оплачено! Отправляем звёзды</b>',
    arrivedTitle: '🎉 <b>Оплачено! Звёзды дошли</b>',
    going: 'Сообщим, когда дойдут. Если отправить не получится, звёзды останутся на вашем балансе в боте.',
    thanks: '💛 Спасибо за покупку! Чек есть в истории.',
    again: '⭐ Купить ещё',
    details: '🧾 Чек',
  },
  circuit:
    '⚠️ Платёжный сервис сейчас не отвечает, счета выставляются с перебоями. Покупка с баланса работает.',
};

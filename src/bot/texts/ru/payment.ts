import { escapeHtml } from '../../../lib/index.ts';

/** Amounts as a reader sees them: "95 TON". */
interface Figures {
  asked: string;
  received: string;
  credited: string;
  missing: string;
}

const careful = 'Если вы уже оплатили — платёж найдём сами, второй раз не платите.';

export const payment = {
  purchaseTitle: '🧾 <b>Счёт на покупку звёзд</b>',
  topupTitle: '🧾 <b>Счёт на пополнение баланса</b>',
  /**
   * The heading of a payment's screen, by headline of the payment. While it waits for money, the purchase is the
   * heading.
   */
  heads: {
    preparing: {
      title: '🛠 <b>Счёт ещё готовится</b>',
      text: (): string =>
        'Заказ записан, но платёжный сервис пока не выдал ссылку, так что платить ещё некуда. Попробуйте ещё раз через минуту.',
    },
    awaiting: {
      title: '',
      text: ({ asked }: Figures): string =>
        `1️⃣ Нажмите «Оплатить» — откроется страница Heleket.\n2️⃣ Переведите ровно ${asked}; комиссию биржи добавьте сверху.\n3️⃣ Чек придёт сам, обычно за пару минут.`,
    },
    time_over: {
      title: '⌛ <b>Время счёта вышло</b>',
      text: (): string =>
        'Оплаты пока не видно. Если перевод уже в пути, ничего не делайте: найдём и зачтём сами. Если ещё не платили — выставьте новый счёт.',
    },
    part: {
      title: '⚠️ <b>Пришло меньше, чем нужно</b>',
      text: ({ received, asked, missing }: Figures): string =>
        `Пришло <b>${received}</b> из <b>${asked}</b>.\n⏳ Счёт ещё открыт: доплатите <b>${missing}</b> по той же ссылке. Если время выйдет, всё пришедшее зачислим на ваш баланс.`,
    },
    part_over: {
      title: '⚠️ <b>Пришло меньше, чем нужно</b>',
      text: ({ received, asked }: Figures): string =>
        `Пришло <b>${received}</b> из <b>${asked}</b>, время счёта вышло. Больше ничего не переводите: всё пришедшее зачислим на ваш баланс и напишем.`,
    },
    seen: {
      title: '🔎 <b>Платёж виден в сети</b>',
      text: (): string =>
        'Ждём подтверждений: обычно это несколько минут. Чек придёт сам, второй раз платить не нужно.',
    },
    locked: {
      title: '🔒 <b>Платёж на проверке</b>',
      text: (): string =>
        'Деньги пришли, но Heleket задержал их, чтобы проверить происхождение средств (AML). Они не потеряны, второй раз платить не нужно.',
    },
    review: {
      title: '🔎 <b>Проверяем платёж</b>',
      text: (): string =>
        'Данные платёжного сервиса о платеже не сходятся с заказом. Его смотрит финансовый отдел: деньги не потеряны, второй раз платить не нужно. Бот напишет, когда всё выяснится.',
    },
    paid: { title: '✅ <b>Счёт оплачен</b>', text: (): string => '' },
    underpaid: {
      title: '⚠️ <b>Пришло меньше, чем нужно</b>',
      text: ({ received, asked, credited }: Figures): string =>
        `Пришло <b>${received}</b> из <b>${asked}</b>, время счёта вышло.\n💰 <b>${credited}</b> зачислено на ваш баланс. На них можно купить звёзды с баланса.`,
    },
    expired: {
      title: '⌛ <b>Счёт истёк</b>',
      text: (): string =>
        'За отведённое время оплаты мы не увидели, заказ закрыт. Если перевод уже в пути, ничего не делайте: найдём и зачтём сами. Прошло больше часа — напишите.',
    },
    failed: {
      title: '❌ <b>Платёж не прошёл</b>',
      text: (): string =>
        'Платёжный сервис отклонил платёж, заказ не выполнен. Если деньги ушли с кошелька, они не потеряны: напишите в поддержку, мы найдём перевод.',
    },
    cancelled: {
      title: '✖️ <b>Счёт отменён</b>',
      text: (): string =>
        'Платить по нему больше не нужно. Если перевод уже отправлен, ничего не делайте: всё, что придёт, зачислим на ваш баланс и напишем.',
    },
    cancelled_paid: {
      title: '✖️ <b>Счёт отменён, но платёж есть</b>',
      text: ({ received, credited, asked }: Figures): string =>
        [
          `Цена была ${asked}, пришло <b>${received}</b>, на баланс зачислено <b>${credited}</b>.`,
          'Всё, что приходит по отменённому счёту, попадает на ваш баланс: сразу или когда выйдет время счёта.',
        ].join('\n'),
    },
    replaced: {
      title: '🔁 <b>Счёт заменён другим</b>',
      text: (): string =>
        'Вы выбрали другую покупку, по этому счёту платить не нужно. Если перевод уже в пути, ничего не делайте: найдём и зачтём сами.',
    },
    refunded: {
      title: '↩️ <b>Заказ возвращён</b>',
      text: (): string => 'Деньги по этому заказу возвращены. Подробности — в истории.',
    },
  },
  what: (stars: string, bonus: number): string =>
    `⭐ <b>${stars}</b>${bonus > 0 ? ` + бонус <b>${bonus}</b> ✨` : ''}`,
  topup: (amount: string): string => `➕ Пополнение: <b>${amount}</b>`,
  amount: (amount: string): string => `💳 К оплате: <b>${amount}</b>`,
  price: (amount: string): string => `💳 Цена: <b>${amount}</b>`,
  credited: (amount: string): string => `💰 Зачислено на баланс: <b>${amount}</b>`,
  /** Shows both times, so that an old message stays true. */
  until: (end: string, now: string, left: string): string =>
    `⏳ Оплатите до <b>${end}</b> (в ${now} оставалось ${left})`,
  promo: '🎟 С промокодом',
  thenBuys: (stars: string): string => `⭐ После оплаты сами купим <b>${stars}</b> с баланса`,
  payTo: {
    send: (amount: string, network: string, address: string): string =>
      `💸 Переведите ровно <code>${amount}</code> в сети <b>${network}</b> на адрес:\n<code>${address}</code>`,
    how: 'Комиссию биржи добавьте сверху. Чек придёт сам, обычно за пару минут. Можно платить и на странице Heleket — кнопкой «Оплатить».',
    memo: '⚠️ Если кошелёк или страница оплаты показывают комментарий (memo), обязательно укажите его: без него перевод не найти.',
    copyAddress: '📋 Адрес',
    copyAmount: '📋 Сумма',
  },
  qr: {
    button: '📷 QR-код',
    page: 'Наведите камеру телефона на код — откроется страница оплаты.',
  },
  ending: {
    title: '⏰ <b>Счёт скоро истечёт</b>',
    text: 'Оплаты пока не видно. Если перевод уже отправлен, ничего не делайте: чек придёт сам.',
    mute: '🔕 Уведомления',
  },
  asks: {
    title: '💬 <b>Деньги на балансе, покупка ждёт вас</b>',
    text: (stars: string): string =>
      `Вы пополняли баланс, чтобы купить <b>${stars}</b>. С тех пор что-то изменилось, и без вас мы ничего не списали. Нажмите кнопку, чтобы увидеть сегодняшнюю цену.`,
    button: (stars: string): string => `⭐ Купить: ${stars}`,
  },
  proof: {
    title: '🧾 <b>Чек</b>',
    where: 'Чек можно переслать. Вопрос по нему задаётся в боте: История → операция → «Вопрос по операции».',
  },
  order: (id: string): string => `🔖 Заказ: <code>${escapeHtml(id)}</code>`,
  pay: (amount: string): string => `💳 Оплатить ${amount}`,
  check: '🔄 Проверить оплату',
  newInvoice: '🧾 Новый счёт',
  cancel: '✖️ Отменить счёт',
  cancelDone: 'Счёт отменён.',
  look: {
    none: (time: string): string => `🔎 Проверено в ${time}: оплаты пока нет.`,
    some: (time: string): string => `🔎 По ответу Heleket в ${time}.`,
    unreachable: (time: string): string => `⚠️ В ${time} не смогли спросить Heleket. ${careful}`,
    circuit: (time: string): string => `⚠️ На ${time} Heleket отвечает с перебоями. ${careful}`,
  },
  toast: {
    none: 'Только что проверили: оплаты пока нет. Бот напишет сам, как только увидит её.',
    answered: (said: string): string => `🔎 ${said}.`,
    recently: (said: string, left: string): string =>
      `Спрашивали только что. ${said}. Снова спросить можно через ${left}.`,
    unreachable: `Не смогли спросить Heleket. ${careful}`,
  },
  moved: {
    title: '🧾 <b>Этот счёт — в другом сообщении</b>',
    text: 'Оплата и проверка теперь там.',
    show: '🧾 Показать счёт',
  },
  questionnaire: {
    some: '📝 Чтобы ускорить проверку, заполните короткую анкету по кнопке ниже.',
    none: 'Ничего делать не нужно: как только проверка закончится, бот напишет.',
    button: '📝 Заполнить анкету',
  },
  topupReceipt: {
    title: '🎉 <b>Баланс пополнен!</b> 🎉',
    amount: (amount: string): string => `➕ Зачислено: <b>${amount}</b>`,
    differs: (asked: string): string => `📥 Счёт был на ${asked}; зачислено всё, что пришло.`,
    balance: (coins: string, stars: string): string =>
      `Теперь на балансе: 💎 <b>${coins}</b> и ⭐ <b>${stars}</b>`,
    thenBuys: (stars: string): string => `⭐ Теперь покупаем <b>${stars}</b> — чек придёт следом.`,
    thanks: '💛 Спасибо! Теперь можно купить звёзды с баланса.',
  },
  extra: {
    againTitle: '💚 <b>Второй платёж по оплаченному заказу</b>',
    again: (amount: string): string =>
      `Вы оплатили этот заказ второй раз. Все <b>${amount}</b> — на вашем балансе.`,
    cancelledTitle: '💚 <b>Пришёл платёж по отменённому счёту</b>',
    cancelled: (amount: string): string =>
      `Счёт вы отменили, поэтому все <b>${amount}</b> — на вашем балансе.`,
    lateTitle: '💚 <b>Нашли ваш платёж</b>',
    late: (amount: string): string =>
      `Он пришёл, когда заказ уже был закрыт. Все <b>${amount}</b> — на вашем балансе.`,
    review: '🔎 Его смотрит финансовый отдел и зачислит на ваш баланс или вернёт.',
  },
  returned: {
    title: '↩️ <b>Платёжный сервис вернул деньги</b>',
    text: 'Сервис Heleket сообщает, что деньги по этому заказу отправлены обратно. Финансовый отдел смотрит, что это значит для заказа. Делать ничего не нужно; если вы возврата не ждали — напишите нам.',
  },
};

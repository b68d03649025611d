import type { Pairs } from '../../words/pair.ts';

export const PRICE_SECTIONS: Pairs = {
  packages: ['Пакеты и цены', 'Packages and prices'],
  package_prices: ['История цен', 'Price history'],
  star_prices: ['Цена звезды', 'Star price'],
  price_changes: ['Изменения цен', 'Changes of prices'],
};

export const PRICE_RECORDS: Pairs = {
  packages: ['Пакет', 'Package'],
  package_prices: ['Версия цены', 'Price version'],
  star_prices: ['Версия цены звезды', 'Version of the star price'],
  price_changes: ['Изменение цены', 'Change of price'],
};

export const PRICE_ACTION_NAMES: Pairs = {
  changePrice: ['Изменить цену', 'Change price'],
  addPackage: ['Новый пакет', 'New package'],
  offer: ['Показывать в магазине', 'Offer in the shop'],
  withdraw: ['Убрать из магазина', 'Withdraw from the shop'],
  rollBack: ['Вернуть эту версию', 'Roll back to this version'],
  askAgain: ['Запросить ещё раз', 'Ask again'],
  rewrite: ['Изменить черновик', 'Edit the draft'],
  submit: ['Отправить', 'Submit'],
};

export const PRICE_COLUMNS: Pairs = {
  price_state: ['Состояние', 'State'],
  price_of: ['Чья цена', 'Price of'],
  against: ['К действующей', 'Against current'],
  valid_until: ['Действует до', 'Valid until'],
  waiting: ['Ждут решения', 'Waiting'],
  decider: ['Решил', 'Decided by'],
  is_outdated: ['Устарело', 'Out of date'],
  package_id: ['Номер пакета', 'Package id'],
  price_id: ['Номер версии', 'Version id'],
};

export const PRICE_STATUS_TEXTS: Pairs = {
  draft: ['черновик', 'draft'],
  waiting: ['ждёт второго человека', 'waits for a second person'],
  published: ['опубликовано', 'published'],
};

export const PRICE_VALUES: Pairs = {
  price_of: { package: ['пакет', 'package'], star: ['одна звезда', 'one star'] },
  price_state: {
    in_force: ['действует', 'in force'],
    scheduled: ['запланирована', 'scheduled'],
    covered: ['перекрыта на время', 'covered for a time'],
    replaced: ['заменена до начала', 'replaced before its start'],
    past: ['прошла', 'past'],
  },
};

export const PRICE_NOTICES: Pairs = {
  price_published: [
    'Новая цена действует, бот уже показывает её',
    'The new price is in force, the bot shows it already',
  ],
  price_scheduled: [
    'Запланировано: бот покажет цену, когда придёт её время',
    'Scheduled: the bot will show the price when its time comes',
  ],
  price_waiting: [
    'Цена пока прежняя: изменение ждёт решения другого администратора',
    'The price stays as it is: the change waits for another administrator',
  ],
  price_draft: ['Черновик сохранён', 'The draft is saved'],
  price_rejected: ['Отклонено, цена прежняя', 'Rejected, the price stays'],
  price_cancelled: ['Отозвано, цена прежняя', 'Taken back, the price stays'],
};

export const PRICE_FIELDS: Pairs = {
  stars: ['Сколько звёзд', 'How many stars'],
  price: ['Цена, {{coin}}', 'Price, {{coin}}'],
  listPrice: ['Цена без скидки, {{coin}}', 'List price, {{coin}}'],
  bonusStars: ['Бонусных звёзд', 'Bonus stars'],
  validFrom: ['Действует с (пусто — сразу)', 'Valid from (empty: at once)'],
  validUntil: [
    'Действует до (пусто — пока не сменят; потом вернётся прежняя)',
    'Valid until (empty: until changed; then the one before returns)',
  ],
};

/** Words of the screens, under `sb.price`. */
export const PRICE_SCREENS: Pairs = {
  diff: ['Что изменится', 'What changes'],
  before: ['Сейчас', 'Now'],
  after: ['Станет', 'Then'],
  nothing: ['ещё не продаётся', 'not sold yet'],
  price: ['Цена', 'Price'],
  listPrice: ['Без скидки', 'List price'],
  discount: ['Скидка', 'Discount'],
  bonusStars: ['Бонус', 'Bonus'],
  perStar: ['За одну звезду, с бонусом', 'Per delivered star'],
  validFrom: ['С', 'From'],
  validUntil: ['До', 'Until'],
  atOnce: ['сразу', 'at once'],
  open: ['пока не сменят', 'until changed'],
  change: ['Цена', 'Price'],
  changePerStar: ['за звезду', 'per star'],
  screens: ['Так это увидят в боте', 'How the bot will show it'],
  byPayment: ['Магазин', 'Shop'],
  fromBalance: ['С баланса', 'From balance'],
  ru: ['по-русски', 'in Russian'],
  en: ['по-английски', 'in English'],
  publish: ['Опубликовать', 'Publish'],
  ask: ['Запросить одобрение', 'Ask for approval'],
  saveDraft: ['Сохранить черновик', 'Save as a draft'],
  held: [
    'Нужен второй человек: бот покажет эту цену, только когда её одобрит другой администратор.',
    'A second person is needed: the bot shows this price only after another administrator approved it.',
  ],
  concern: {
    new: [
      'Такой цены ещё не было: сравнить не с чем.',
      'There was no such price yet: nothing to compare with.',
    ],
    now: [
      'Больше чем на 15 % от действующей цены {{other}}: {{percent}} %.',
      'More than 15 % from the price in force, {{other}}: {{percent}} %.',
    ],
    follows: [
      'Больше чем на 15 % от цены, которую сменит, {{other}}: {{percent}} %.',
      'More than 15 % from the price that it follows, {{other}}: {{percent}} %.',
    ],
    next: [
      'Больше чем на 15 % от запланированной следом цены {{other}}: {{percent}} %.',
      'More than 15 % from the price scheduled after it, {{other}}: {{percent}} %.',
    ],
    after: [
      'Больше чем на 15 % от цены, которая вернётся потом, {{other}}: {{percent}} %.',
      'More than 15 % from the price that returns after it, {{other}}: {{percent}} %.',
    ],
    anchor: [
      'Небольшими шагами ушло бы больше чем на 15 % от последней цены, о которой договорились двое, {{other}}: {{percent}} %.',
      'In small steps it would lie more than 15 % from the last price that two people agreed on, {{other}}: {{percent}} %.',
    ],
    cost: [
      'Ниже себестоимости звёзд (STAR_COST), бонус считается.',
      'Below what the stars cost the shop (STAR_COST), bonus counted.',
    ],
  },
  noCost: [
    'Себестоимость звезды не задана (STAR_COST), поэтому с ней не сравнивают.',
    'The cost of a star is not set (STAR_COST), so it is not compared with.',
  ],
  noDecider: [
    'Других администраторов нет, одобрить некому. Добавьте второго: Управление → Сотрудники → Новый сотрудник, роль «администратор», — это должен быть другой человек. Или измените цену не больше чем на 15 %.',
    'There is no other administrator, so nobody can approve. Add one: Control → Staff → New person, role “admin”; it has to be another person. Or change the price by no more than 15 %.',
  ],
  own: [
    'Это ваш запрос, поэтому решает другой администратор. Вы можете его отозвать.',
    'This is your own request, so another administrator decides. You can take it back.',
  ],
  others: [
    'Сравните, посмотрите экраны бота и решите. Одобренное начнёт действовать сразу или в назначенное время.',
    'Compare, look at the bot’s screens, decide. Once approved it starts at once, or at its time.',
  ],
  outdated: [
    'Пока изменение ждало, появилась другая версия цены. Одобрить его нельзя: отклоните или отзовите его, и автор запросит заново.',
    'Another version of the price came while this waited. It cannot be approved: reject it or take it back, and its author can ask again.',
  ],
  late: [
    'Назначенное начало прошло, пока изменение ждало: после одобрения цена начнёт действовать сразу, не задним числом.',
    'The start passed while this waited: once approved, the price starts then, not in the past.',
  ],
  state: {
    draft: [
      'Черновик: его видят коллеги, отправляет только автор.',
      'A draft: colleagues see it, only its author submits it.',
    ],
    waiting: [
      'Ждёт второго человека. Бот продаёт по прежней цене.',
      'Waits for a second person. The bot sells at the old price.',
    ],
    published: ['Опубликовано: стало версией цены.', 'Published: it became a version of the price.'],
    rejected: ['Отклонено. Цена не менялась.', 'Rejected. The price did not change.'],
    cancelled: ['Отозвано автором. Цена не менялась.', 'Taken back by its author. The price did not change.'],
  },
  now: ['Что сейчас', 'What now'],
  facts: ['Изменение', 'The change'],
  trail: ['Как было', 'What happened'],
  step: {
    draft: ['черновик', 'draft'],
    waiting: ['запрошено', 'asked for'],
    published: ['опубликовано', 'published'],
    rejected: ['отклонено', 'rejected'],
    cancelled: ['отозвано', 'taken back'],
  },
  versions: ['Версии цены', 'Versions of the price'],
  changes: ['Черновики и запросы', 'Drafts and requests'],
  packageOf: ['Пакет {{stars}} ⭐', 'Package of {{stars}} ⭐'],
  oneStar: ['Одна звезда ⭐', 'One star ⭐'],
  waitingTitle: ['Цены ждут второго человека', 'Prices that wait for a second person'],
};

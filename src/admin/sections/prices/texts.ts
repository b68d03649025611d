import type { PriceChange, PriceConcern } from '../../../shop/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

type Status = PriceChange['status'];

/** States of a change of price. */
export const STATUSES: Readonly<Record<Status, Pair>> = {
  draft: ['черновик', 'draft'],
  waiting: ['ждёт второго человека', 'waits for a second person'],
  published: ['опубликовано', 'published'],
  rejected: ['отклонено', 'rejected'],
  cancelled: ['отменено', 'cancelled'],
};

/** What each state means for the price. */
export const MEANINGS: Readonly<Record<Status, Pair>> = {
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
};

/** Steps of a change, each by the state that it led to. */
export const STEPS: Readonly<Record<Status, Pair>> = {
  draft: ['черновик', 'draft'],
  waiting: ['запрошено', 'asked for'],
  published: ['опубликовано', 'published'],
  rejected: ['отклонено', 'rejected'],
  cancelled: ['отозвано', 'taken back'],
};

/** The subjects of prices. */
export const PRICE_OF = {
  package: ['пакет', 'package'],
  star: ['одна звезда', 'one star'],
} as const satisfies Words;

/** States of a version. `covered`: a later version is in force only for a time, so this one may come back. */
export const PRICE_STATES = {
  in_force: ['действует', 'in force'],
  scheduled: ['запланирована', 'scheduled'],
  covered: ['перекрыта на время', 'covered for a time'],
  replaced: ['заменена до начала', 'replaced before its start'],
  past: ['прошла', 'past'],
} as const satisfies Words;

/** Why a second person is needed. */
export const CONCERNS: Readonly<Record<PriceConcern['kind'], Pair>> = {
  new: [
    'Такой цены ещё не было: сравнить не с чем.',
    'There was no such price before, so there is nothing to compare it with.',
  ],
  now: [
    'Больше чем на 15 % от действующей цены {{other}}: {{percent}}.',
    'More than 15 % from the price in force, {{other}}: {{percent}}.',
  ],
  follows: [
    'Больше чем на 15 % от цены, которую сменит, {{other}}: {{percent}}.',
    'More than 15 % from the price that it follows, {{other}}: {{percent}}.',
  ],
  next: [
    'Больше чем на 15 % от запланированной следом цены {{other}}: {{percent}}.',
    'More than 15 % from the price scheduled after it, {{other}}: {{percent}}.',
  ],
  after: [
    'Больше чем на 15 % от цены, которая вернётся потом, {{other}}: {{percent}}.',
    'More than 15 % from the price that returns after it, {{other}}: {{percent}}.',
  ],
  anchor: [
    'Небольшими шагами цена ушла бы больше чем на 15 % от последней, о которой договорились двое, {{other}}: {{percent}}.',
    'In small steps this goes more than 15 % away from the last price that two people agreed on, {{other}}: {{percent}}.',
  ],
  cost: ['Ниже себестоимости звёзд вместе с бонусом.', 'Below the cost of the stars, bonus included.'],
};

/** Lines of the comparison of two prices. */
export const LINES = {
  price: ['Цена', 'Price'],
  listPrice: ['Без скидки', 'List price'],
  discount: ['Скидка', 'Discount'],
  bonusStars: ['Бонус', 'Bonus'],
  perStar: ['За одну звезду, с бонусом', 'Per delivered star'],
  validFrom: ['С', 'From'],
  validUntil: ['До', 'Until'],
} as const satisfies Words;

/** Screens of the bot that show a price. */
export const WAYS = {
  byPayment: ['Магазин', 'Shop'],
  fromBalance: ['С баланса', 'From balance'],
} as const satisfies Words;

/** Languages of those screens. */
export const LANGUAGES = {
  ru: ['по-русски', 'in Russian'],
  en: ['по-английски', 'in English'],
} as const satisfies Words;

export const TEXTS = {
  packageOf: ['Пакет {{stars}} ⭐', 'Package of {{stars}} ⭐'],
  oneStar: ['Одна звезда ⭐', 'One star ⭐'],
  now: ['Что сейчас', 'What now'],
  own: [
    'Это ваш запрос, поэтому решает другой администратор. Вы можете его отозвать.',
    'This is your own request, so another administrator decides. You can take it back.',
  ],
  others: [
    'Сравните, посмотрите экраны бота и решите. Одобренное начнёт действовать сразу или в назначенное время.',
    'Compare, look at the bot’s screens and decide. An approved price starts at once, or at its time.',
  ],
  outdated: [
    'Пока изменение ждало, появилась другая версия цены. Одобрить его нельзя: отклоните или отзовите его, и автор запросит заново.',
    'Another version of the price came while this waited. It cannot be approved: reject it or take it back, and its author can ask again.',
  ],
  late: [
    'Назначенное начало прошло, пока изменение ждало: после одобрения цена начнёт действовать сразу, не задним числом.',
    'The start time passed while this waited. The price starts when it is approved, not in the past.',
  ],
  diff: ['Что изменится', 'What changes'],
  before: ['Сейчас', 'Now'],
  after: ['Станет', 'Then'],
  nothing: ['ещё не продаётся', 'not sold yet'],
  atOnce: ['сразу', 'at once'],
  untilChanged: ['пока не сменят', 'until changed'],
  change: ['Цена', 'Price'],
  changePerStar: ['за звезду', 'per star'],
  costs: [
    'Себестоимость {{whole}} ({{perStar}} за звезду), маржа {{margin}}.',
    'Cost {{whole}} ({{perStar}} per star), margin {{margin}}.',
  ],
  costQuoted: ['Цена поставщика от {{at}}.', 'By the supplier’s price of {{at}}.'],
  costConfigured: ['По настройке STAR_COST.', 'By the setting STAR_COST.'],
  screens: ['Так это увидят в боте', 'How the bot will show it'],
  waits: [
    'Нужен второй человек: бот покажет эту цену, только когда её одобрит другой администратор.',
    'A second person is needed: the bot shows this price only after another administrator approved it.',
  ],
  noCost: [
    'Себестоимость звезды неизвестна: поставщик не назвал цену, и STAR_COST не задана. С ней не сравнивают.',
    'The cost of a star is not known: no supplier gave a price, and STAR_COST is not set. Prices are not compared with it.',
  ],
  noDecider: [
    'Других администраторов нет, одобрить некому. Добавьте второго: Управление → Сотрудники → Новый сотрудник, роль «администратор», — это должен быть другой человек. Или измените цену не больше чем на 15 %.',
    'There is no other administrator, so nobody can approve. Add one: Control → Staff → New person, role “admin”; it has to be another person. Or change the price by no more than 15 %.',
  ],
  publish: ['Опубликовать', 'Publish'],
  ask: ['Запросить одобрение', 'Ask for approval'],
  saveDraft: ['Сохранить черновик', 'Save as a draft'],
  trail: ['Как было', 'What happened'],
  versions: ['Версии цены', 'Versions of the price'],
  changes: ['Черновики и запросы', 'Drafts and requests'],
} as const satisfies Record<string, Pair>;

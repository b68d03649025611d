import type { Pairs } from './pair.ts';

/** What an action leads to, by its name: said in its form before anybody presses the button. */
export const CONSEQUENCES: Pairs = {
  hold: [
    'Пользователь не сможет покупать звёзды и пополнять баланс, пока ограничение не снимут. Оплаченное зачислится.',
    'The user can neither buy stars nor top up until this is lifted. What they have paid is still credited.',
  ],
  block: [
    'Пользователь не сможет покупать звёзды и пополнять баланс, пока блокировку не снимут. Остатки сохранятся.',
    'The user can neither buy stars nor top up until this is lifted. Their balances stay.',
  ],
  release: [
    'Удержание или блокировка снимается: пользователь снова сможет покупать сразу.',
    'The hold or block ends: the user can buy again at once.',
  ],
  recheck: [
    'Спросим платёжную систему об этом заказе сейчас. Если оплата пришла, она зачислится один раз.',
    'Asks the provider about this order now. If the payment came, it is credited, once.',
  ],
  sendAgain: [
    'Бот отправит это сообщение ещё раз. Если прошлое всё-таки дошло, человек увидит его дважды.',
    'The bot sends this message again. If the last one arrived after all, the person sees it twice.',
  ],
  answerAgain: [
    'Бот ответит на то, о чём человек просил. Сделанное второй раз не делается.',
    'The bot answers what the person asked for. What was done is not done again.',
  ],
  removeFaq: [
    'Вопрос исчезнет из помощи бота в обоих языках. Вернуть его нельзя, только написать заново.',
    'The question leaves the bot’s help in both languages. It cannot be brought back, only written anew.',
  ],
  removeReply: [
    'Готовый ответ исчезнет у всех агентов. Вернуть его нельзя, только написать заново.',
    'The canned reply is gone for all agents. It cannot be brought back, only written anew.',
  ],
  removeListEntry: [
    'Запись перестанет действовать. Исключение кончается сразу, снятие блокировки решает другой администратор.',
    'The entry stops counting. An exception ends at once; taking off the block list waits for another administrator.',
  ],
  takeBreak: [
    'Расхождение станет вашим: коллеги увидят, что им занимаетесь вы.',
    'The break becomes yours: colleagues see that you are on it.',
  ],
  giveBackBreak: ['Расхождение снова станет ничьим.', 'The break has no owner again.'],
  lookUp: [
    'Спросим платёжную систему, что стало с отправкой. Деньги при этом не отправляются.',
    'Asks the provider what became of the payout. Nothing is sent.',
  ],
  confirmFlag: [
    'Флаг закроется как верный. Ограничение пользователя останется, пока его не снимут.',
    'The flag is closed as right. A restriction of the user stays until it is lifted.',
  ],
  dismissFlag: [
    'Флаг закроется как ошибочный. Если других флагов нет, ограничение, которое он поставил, снимется.',
    'The flag is closed as wrong. Without other flags, the restriction that it set is lifted.',
  ],
  snoozeRule: [
    'Правило не будет срабатывать на этого пользователя до выбранного срока. Открытые флаги останутся.',
    'The rule stays silent about this user until then. Open flags stay.',
  ],
  withdraw: [
    'Пакет исчезнет из магазина в боте сразу. Выставленные счета действуют.',
    'The package leaves the bot’s shop at once. Invoices that were made stay valid.',
  ],
  offer: ['Пакет сразу появится в магазине в боте.', 'The package is in the bot’s shop at once.'],
  turnOff_sell: [
    'Купить звёзды не сможет никто: ни по счёту, ни с баланса. Уже выставленные счета действуют. Начнёт действовать в течение секунды.',
    'Nobody can buy stars, by invoice or from the balance. Invoices that were made stay valid. In force within a second.',
  ],
  turnOff_topup: [
    'Пополнить баланс не сможет никто. Уже выставленные счета действуют. Начнёт действовать в течение секунды.',
    'Nobody can top up a balance. Invoices that were made stay valid. In force within a second.',
  ],
  turnOff_refund: [
    'Новых возвратов запросить нельзя, а одобренные ждут: деньги не отправляются, пока возвраты выключены.',
    'No new refund can be asked for, and approved ones wait: nothing is sent while refunds are off.',
  ],
  turnOff_tickets: [
    'Новых обращений не будет; открытые продолжаются.',
    'No new tickets; the open ones go on.',
  ],
  turnOn: [
    'Функция снова работает для всех в течение секунды.',
    'The function works again for everybody within a second.',
  ],
  role: [
    'Если старая или новая роль работает с деньгами, решает другой администратор. После этого права сменятся, открытые сеансы закроются.',
    'Where the old or the new role moves money, another administrator decides. Then the rights change, and open sessions end.',
  ],
  disable: [
    'Человек не сможет войти, его сеансы и ссылки закроются сразу. Его записи в журнале останутся; доступ можно вернуть.',
    'The person cannot sign in; sessions and links end at once. Their audit rows stay; access can be given back.',
  ],
  enable: [
    'Человек снова сможет войти. Если роль работает с деньгами, решает другой администратор.',
    'The person can sign in again. Where the role moves money, another administrator decides.',
  ],
  password: [
    'Прежний пароль перестанет подходить, сеансы закроются, новый человек задаст сам по одноразовой ссылке. Если роль работает с деньгами, решает другой администратор.',
    'The old password stops working, sessions end, and the person sets a new one by a one-time link. Where the role moves money, another administrator decides.',
  ],
  unlock: [
    'Человек сможет войти сразу, сколько бы неудачных попыток ни было. Пароль, второй фактор и открытые сеансы останутся.',
    'The person can sign in at once, however many attempts failed. Password, second factor and open sessions stay.',
  ],
  resetTotp: [
    'Человек получит одноразовую ссылку и по ней подключит второй фактор заново; до этого действует прежний. Если роль работает с деньгами, решает другой администратор.',
    'The person gets a one-time link and sets the second factor up anew by it; until then the old one counts. Where the role moves money, another administrator decides.',
  ],
  closeSessions: [
    'Человек выйдет на всех устройствах и войдёт заново.',
    'The person is signed out everywhere and signs in again.',
  ],
  addStaff: [
    'Пароль человек задаст сам по одноразовой ссылке. Учётную запись с доступом к деньгам (финансы, администратор) одобряет другой администратор.',
    'The person sets the password by a one-time link. An account that moves money (finance, admin) is approved by another administrator.',
  ],
  changeLimit: [
    'Строже — действует сразу. Мягче — ждёт другого администратора.',
    'Tighter: in force at once. Looser: waits for another administrator.',
  ],
  addListEntry: [
    'Блокировка действует сразу. Исключение из проверок ждёт другого администратора.',
    'A block holds at once. An exception from checks waits for another administrator.',
  ],
  creditBreak: [
    'Сверх того, что вы можете начислить без одобрения за сутки, зачисление ждёт второго человека.',
    'Beyond what you may give without approval in a day, the credit waits for a second person.',
  ],
  linkBreak: [
    'Сверх того, что вы можете начислить без одобрения за сутки, зачисление ждёт второго человека.',
    'Beyond what you may give without approval in a day, the credit waits for a second person.',
  ],
};

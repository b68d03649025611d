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
  removeFaq: [
    'Вопрос исчезнет из помощи бота в обоих языках. Вернуть его нельзя, только написать заново.',
    'The question leaves the bot’s help in both languages. It cannot be brought back, only written anew.',
  ],
  removeReply: [
    'Готовый ответ исчезнет у всех агентов. Вернуть его нельзя, только написать заново.',
    'The canned reply is gone for all agents. It cannot be brought back, only written anew.',
  ],
  removeListEntry: [
    'Запись перестанет действовать: правила будут проверять пользователя, сеть или кошелёк как обычно.',
    'The entry stops counting: rules judge this user, network or wallet as usual.',
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
    'Права сменятся сразу, открытые сеансы этого человека закроются.',
    'The rights change at once, and this person’s open sessions end.',
  ],
  disable: [
    'Человек не сможет войти, его сеансы закроются сразу. Его записи в журнале останутся; доступ можно вернуть.',
    'The person cannot sign in, and their sessions end at once. Their audit rows stay; access can be given back.',
  ],
  enable: [
    'Человек снова сможет войти со своим паролем.',
    'The person can sign in again with their password.',
  ],
  password: [
    'Прежний пароль перестанет подходить, сеансы закроются. Новый пароль передайте человеку сами.',
    'The old password stops working, and sessions end. Hand the new one to the person yourself.',
  ],
  resetTotp: [
    'Прежние коды перестанут подходить, сеансы закроются. При следующем входе человек подключит второй фактор заново.',
    'Old codes stop working, and sessions end. At the next sign-in the person sets the second factor up anew.',
  ],
  closeSessions: [
    'Человек выйдет на всех устройствах и войдёт заново.',
    'The person is signed out everywhere and signs in again.',
  ],
};

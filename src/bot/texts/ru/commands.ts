/** What Telegram shows in its command menu. */
export const commands = {
  start: 'Главное меню',
  balance: 'Баланс и пополнение',
  buy: 'Купить звёзды',
  history: 'История операций',
  help: 'Помощь и поддержка',
  paysupport: 'Помощь с оплатой',
  settings: 'Язык, уведомления, данные',
  cancel: 'Отменить начатое',
};

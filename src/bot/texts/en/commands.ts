import type { Texts } from '../ru/index.ts';

export const commands: Texts['commands'] = {
  start: 'Main menu',
  balance: 'Balance and top-up',
  buy: 'Buy stars',
  history: 'History of operations',
  help: 'Help and support',
  paysupport: 'Help with a payment',
  settings: 'Language, notifications, data',
  cancel: 'Cancel what you started',
};

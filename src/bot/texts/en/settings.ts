import type { Texts } from '../ru/index.ts';

export const settings: Texts['settings'] = {
  title: '⚙️ <b>Settings</b>',
  language: 'Language: <b>English</b> 🇬🇧',
  notifications: (on) =>
    on
      ? 'Notifications: <b>on</b> 🔔'
      : 'Notifications: <b>off</b> 🔕\nNo reminders of invoices. Receipts and answers from support still arrive.',
  toRu: '🇷🇺 Русский',
  toEn: '🇬🇧 English',
  turnOn: '🔔 Turn notifications on',
  turnOff: '🔕 Turn notifications off',
  privacy: '🔐 My data',
  saved: '✅ Saved',
  privacyScreen: {
    title: '🔐 <b>My data</b>',
    text: 'Get a copy of everything the bot keeps about you, or delete your account. Deleting erases your name, handle and conversations; bookkeeping rows stay without any link to you.',
    export: '📦 Download my data',
    exported: '📦 Done: the file with your data is in the message below.',
    fileCaption: '📦 Your data as JSON',
    remove: '🗑 Delete my account',
  },
  deletion: {
    title: '🗑 <b>Delete your account?</b>',
    text: 'This cannot be undone. Your name, handle, conversations and settings are erased.',
    left: (coins, stars) =>
      `⚠️ You still have <b>${coins}</b> and <b>${stars}</b>. They are lost when you delete the account: nobody can bring them back.`,
    held: (coins) => `🔒 Set aside for a refund to a wallet: <b>${coins}</b>`,
    onTheWay: (stars) => `🚀 On their way and not arrived yet: <b>${stars}</b>`,
    refund: (amount, status) => `↩️ Refund of <b>${amount}</b>: ${status}`,
    waits:
      '☝️ Until this is over the account cannot be deleted: the money would reach nobody. If you do not want to wait, write to support.',
    offer: '💬 You can get the rest out first: write to us, and we send it back to your wallet.',
    back: '💬 Return the rest',
    returnText: (coins, stars) =>
      `I want to delete my account. Please return the rest to me: ${coins}, ${stars}.`,
    burn: '🔥 Delete together with the rest',
    word: 'DELETE',
    askWord: (word) =>
      `If you have decided to lose this for ever, send the word <code>${word}</code> in one message.`,
    wrongWord: (word) =>
      `That is not the word; nothing was deleted. To lose the rest for ever, send <code>${word}</code>.`,
    empty: 'Nothing is left on your balance.',
    confirm: '🗑 Yes, delete forever',
    keep: '💛 Keep my account',
    openOrders: '⏳ Please wait for your unfinished payments first: money may still arrive for them.',
    done: '👋 <b>Your account is deleted</b>\n\nYour data is erased. If you want to come back, send /start: that makes a new account.',
  },
};

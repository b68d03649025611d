import type { Texts } from '../ru/index.ts';

export const settings: Texts['settings'] = {
  title: '⚙️ <b>Settings</b>',
  language: 'Language: <b>English</b> 🇬🇧',
  notifications: (on) =>
    on
      ? 'Notifications: <b>on</b> 🔔'
      : 'Notifications: <b>off</b> 🔕\nReceipts and answers from support still arrive.',
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
    empty: 'Nothing is left on your balance.',
    confirm: '🗑 Yes, delete for ever',
    keep: '💛 Keep my account',
    openOrders: '⏳ Please wait for your unfinished payments first: money may still arrive for them.',
    done: '👋 <b>Your account is deleted</b>\n\nYour data is erased. If you want to come back, press /start.',
  },
};

import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

/** From "how many and to whom" to the confirmation: the user's own stars, and stars bought as a gift. */
export const sending: Texts['sending'] = {
  title: '🚀 <b>Send stars</b>',
  intro: 'Stars of your balance in the bot go to a Telegram account: yours or a friend’s.',
  have: (stars) => `⭐ On your balance: <b>${stars}</b>`,
  howMany: (min, max) => `How many? Tap a button, or write a number from <b>${min}</b> to <b>${max}</b>.`,
  tooFew: (min, missing) =>
    `☝️ The fewest that can be sent is <b>${min}</b>. You are short of <b>${missing}</b>. Buy them and come back here.`,
  changed: '🔔 There are fewer stars on your balance now, so nothing was sent. Choose the number again.',
  all: (stars) => `⭐ All: ${stars}`,
  some: (stars) => `⭐ ${stars}`,
  recipient: {
    title: '👤 <b>Who gets them?</b>',
    how: 'Send a <code>@username</code> or a link to the profile, or tap a button.',
    pick: '👥 Choose a person',
    pickHow:
      '👇 The button below the text field chooses one too: the bot learns only the name and the @username of that person.',
    noName:
      'ℹ️ You cannot send to yourself yet: your account has no <code>@username</code>. Set one in Telegram: Settings → Username. Then tap “Check again”.',
    pickedLate: '👌 The question who gets the stars is closed already. To send some, please start again.',
    example: 'For example: <code>@durov</code> or <code>t.me/durov</code>',
    me: (name) => `🙋 Me · @${name}`,
    friend: (name) => `👤 @${name}`,
    again: '🔄 Check again',
  },
  problems: {
    empty: () =>
      '☝️ A <code>@username</code> is needed here. A sticker, a place or a file has none: open the person’s profile, copy the name or the link, and send it as a message.',
    contact: () =>
      '☝️ A phone number does not name an account, so the number of this contact was not kept. Tap “👥 Choose a person” below the text field, or send a <code>@username</code>.',
    nameless: (name) =>
      `☝️ This person (${escapeHtml(name)}) has no <code>@username</code>, and stars cannot go without one. Ask them to set it in Telegram: Settings → Username. Then choose again.`,
    link: () => '☝️ This link leads to no person. Send a link such as t.me/name, or the name itself with @.',
    invite: () =>
      '☝️ This is an invitation to a group or a channel. Stars go to a person: send their <code>@username</code>.',
    alphabet: () =>
      '☝️ Some letters of this name are not Latin. They may look the same and still be others. Better copy the name from the profile.',
    form: () => '☝️ A <code>@username</code> holds Latin letters, digits and _ only. Check the name.',
    length: () => '☝️ A <code>@username</code> has 4 to 32 characters. Check the name.',
    notFound: (name) =>
      `☝️ There is no account <b>@${name}</b>. Look for a typing mistake, or copy the name from the profile.`,
    notUser: (name) =>
      `☝️ <b>@${name}</b> is no person but a channel, a group or a bot. Stars go to people only.`,
    cannotReceiveNow: (name) =>
      `☝️ <b>@${name}</b> cannot receive stars now. Try later, or choose somebody else.`,
  },
  confirm: {
    title: '🚀 <b>Check before sending</b>',
    giftTitle: '🎁 <b>Check the gift</b>',
    called: (name) => `🪪 Name in Telegram: <b>${escapeHtml(name)}</b>`,
    self: '🙋 This is your account.',
    stars: (stars) => `⭐ How many: <b>${stars}</b>`,
    price: (amount) => `💳 Price: <b>${amount}</b>`,
    left: (stars) => `💰 Left on your balance in the bot: <b>${stars}</b>`,
    found: '✅ The account exists and can receive stars.',
    unknown: '⚠️ This account could not be checked now. Compare the name letter by letter.',
    unchecked: '⚠️ Nobody checked whether this account exists. Compare the name letter by letter.',
    bot: '⚠️ The name ends in “bot”: bots are usually named so, and stars go to people.',
    final:
      '☝️ <b>This cannot be undone.</b> Stars that arrived do not come back, not even after a mistyped name.',
    next: '👉 The stars leave your balance in the bot and go to this account. We tell you when they arrive. If they cannot be sent, they come back to your balance.',
    giftNext:
      '👉 The invoice comes next. After the payment the stars go to this account by themselves, and we tell you. If they cannot be sent, they stay on your balance in the bot.',
    accountChanged: '🔔 This name belongs to another account now, so nothing was sent. Check it once more.',
    priceChanged: '🔔 The price changed while the screen was open. Here is the new one.',
    yes: (stars) => `✅ Send ${stars} ⭐`,
    pay: (stars, price) => `💳 ${stars} ⭐ for ${price}`,
    other: '👤 Somebody else',
  },
  note: {
    add: '💌 Add a note',
    change: '✏️ Change it',
    without: '🗑 No note',
    title: '💌 <b>A note with the gift</b>',
    how: (to, max) => `Write what <b>@${to}</b> should read: one line of up to ${max} characters.`,
    notShown:
      'ℹ️ Telegram itself does not show the note. When the stars arrive, the bot gives you a message to forward to your friend.',
    line: (note) => `💌 Note: <i>${escapeHtml(note)}</i>`,
    empty: '☝️ A note is text. Send a picture or a sticker to your friend yourself.',
    long: (max) => `☝️ This has more than ${max} characters. Make it shorter and send it again.`,
    canForward:
      '👉 Telegram showed only the stars, without your note. Tap the button and forward the message to your friend.',
    open: '💌 Message for your friend',
    cardAbove:
      '👇 <b>Forward the message below to your friend.</b> Telegram itself showed only the stars, without your note.',
    card: (from, stars) => `🎁 <b>${escapeHtml(from)}</b> sent you <b>${stars}</b> on Telegram ⭐`,
    cardUnnamed: (stars) => `🎁 You were given <b>${stars}</b> on Telegram ⭐`,
    words: (note) => `💌 <i>${escapeHtml(note)}</i>`,
  },
  gift: {
    button: '🎁 As a gift',
    title: '🎁 <b>Stars as a gift</b>',
    intro: 'Choose a package, say who gets it, and pay: the stars and the bonus go straight to that person.',
    none: '📭 There are no packages to give right now.',
    tooFew: (min) => `☝️ A gift is at least <b>${min}</b>. Choose a larger package.`,
  },
};

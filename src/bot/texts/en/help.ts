import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const help: Texts['help'] = {
  title: '❓ <b>Help and support</b>',
  intro:
    'Frequent questions are answered in the FAQ. If something is wrong with a payment, or you need a person, open a ticket: the answer arrives right here.',
  commands:
    '📋 <b>Commands</b>\n/buy — buy stars\n/balance — balance\n/history — history\n/paysupport — help with a payment\n/settings — settings\n/cancel — cancel what you started',
  faq: '📚 FAQ',
  createTicket: '💬 Open a ticket',
  contactAdmin: '👤 Contact an administrator',
  myTickets: '🗂 My tickets',
  faqTitle: '📚 <b>Frequent questions</b>',
  faqIntro: 'Choose a question:',
  faqEmpty: '📭 No questions yet. Open a ticket and we will answer in person.',
  faqAnswer: (question, answer) => `📚 <b>${escapeHtml(question)}</b>\n\n${escapeHtml(answer)}`,
  faqBack: '⬅️ To the questions',
  contact: {
    title: '👤 <b>Contact an administrator</b>',
    direct: (name) =>
      `Write to the administrator: <b>${escapeHtml(name)}</b>. For payments a ticket is faster: the agent sees your order.`,
    none: 'A support ticket is the best way: the agent sees your orders and payments and answers right in this chat.',
    open: '👤 Open the chat',
  },
  paySupport: {
    title: '💳 <b>Help with a payment</b>',
    kept: 'The stars that you bought are on your balance in this bot: open “Balance”. The bot does not move them to the star counter of Telegram itself.',
    sends:
      'The stars that you bought are on your balance in this bot: open “Balance”. From there you can send them to a Telegram account, yours or a friend’s.',
    text: 'You paid, but they are not on your balance? Open the transaction in your history and tap “Ask about this”, or open a ticket. Your money is safe: the agent sees every payment.',
  },
  subjects: {
    payment: '💳 Payment',
    delivery: '⭐ Stars did not arrive',
    account: '👤 Account',
    other: '💭 Something else',
  },
  ticket: {
    chooseTitle: '💬 <b>New ticket</b>',
    choose: 'What is it about?',
    off: '🔧 Tickets are not accepted right now. Please come back a little later.',
    promptTitle: (subject) => `💬 <b>New ticket: ${subject}</b>`,
    about: (order) => `🔖 About operation <code>${escapeHtml(order)}</code>`,
    withCode: (code) => `🔖 Code <code>${escapeHtml(code)}</code> goes along with the ticket.`,
    prompt: 'Describe your question in one or several messages. You can add photos and documents.',
    draftTitle: (subject) => `📝 <b>Ticket draft: ${subject}</b>`,
    quote: (text) => `<blockquote>${escapeHtml(text)}</blockquote>`,
    noText: '✍️ Please add a few words so that we understand the question.',
    files: (n) => `📎 ${n} ${n === 1 ? 'attachment' : 'attachments'}`,
    more: 'You can write more or attach files. Send it when you are ready.',
    tooMany: (max) => `📎 No more than ${max} attachments; you can send the others after the ticket is open.`,
    tooLong: (max) =>
      `✍️ A draft holds no more than ${max} messages, so the last one was not added. Send the ticket and go on: everything goes into it.`,
    notAdded:
      '📎 A ticket cannot take this attachment; only the text was added. Photos, videos, voice and files are fine.',
    fileTooLarge:
      '📎 The file is larger than 20 MB: Telegram does not let the agent open it, only its name is seen. Send a smaller file, parts of it, or a link.',
    tooLarge: (n) =>
      `📎 Only the name of the file went into ticket #${n}: it is larger than 20 MB, and Telegram does not let the agent open it. Send a smaller file, parts of it, or a link.`,
    textOnly: (n) =>
      `📨 Only the text was passed on to ticket #${n}: the agent will not see this kind of attachment.`,
    send: '📨 Send',
    sentTitle: (n) => `✅ <b>Ticket #${n} is open</b>`,
    sent: 'We will answer right here. Everything you write from now on goes into this ticket.',
    sentInstead: (n) =>
      `Ticket #${n} is closed, so we opened a new one. The agent sees the earlier conversation.`,
    alreadySent: (n) => `Already sent: ticket #${n}`,
    tooManyTitle: (max) =>
      `🗂 <b>You already have ${max} open ${max === 1 ? 'ticket' : 'tickets'}</b>, and cannot open more.`,
    tooManyText: 'Write into one of them: we answer there. Once one is resolved, you can open a new one.',
    tooManyKept: 'Your message is kept. Choose the ticket that it should go into.',
    relayed: (n, count) => `📨 Passed on to ticket #${n}${count === 1 ? '.' : `: ${count} messages.`}`,
    edited: (n) => `✏️ Your edit was passed on to ticket #${n}.`,
    editedResolved: (n) =>
      `✏️ Ticket #${n} is resolved, and nobody will read an edit in it. If you reopen it, the agent sees the new text beside the old one.`,
    unsupported:
      '📎 The agent will not see this kind of message. Text, photos, videos, voice and files are fine.',
    listTitle: '🗂 <b>My tickets</b>',
    listEmpty: '📭 No tickets yet.',
    line: (n, subject) => `#${n} · ${subject}`,
    title: (n, subject) => `💬 <b>Ticket #${n}</b> · ${subject}`,
    created: (date) => `🕘 Created: ${date}`,
    statuses: {
      open: '🟢 Open — we are working on an answer',
      waiting_user: '🟡 Waiting for your answer',
      resolved: '✅ Resolved',
      closed: '⚪ Closed',
    },
    byYou: '👤 You',
    bySupport: '💬 Support',
    lineHead: (by, at) => `<b>${by}</b> · ${at}`,
    photo: '🖼 Photo',
    file: 'file',
    earlier: '⬆️ Earlier',
    latest: '⬇️ To the latest',
    over: 'This ticket is over and takes no more messages. Open a new one: we see the earlier conversation.',
    continue: '✍️ Just send a message: it goes into this ticket.',
    canReopen: (within) => `Not solved? You can reopen the ticket ${within}.`,
    reopen: '🔁 Reopen',
    reopenedNow: '🔁 The ticket is open again. Tell us what is still unsolved.',
    reopened: (n) => `🔁 Ticket #${n} is open again, and your message was passed on.`,
    rate: '⭐ Please rate the answer:',
    rated: (rating) => `💛 Thank you for your rating: ${'⭐'.repeat(rating)}`,
    view: '💬 To the ticket',
    list: '⬅️ To my tickets',
  },
};

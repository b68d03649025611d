import { el } from './common.js';
import { richText } from './rich.js';

const COLOURS = ['#e17076', '#5caf60', '#5b9bd5', '#d8913f', '#8d72d8', '#3fb0a5', '#d16aa5'];
const largest = (photo) => photo[photo.length - 1];
const fileUrl = (id) => `/play/telegram/files/${id}`;

export function avatar(user) {
  const letter = [...user.first_name][0] ?? '?';
  return el(
    'div.avatar',
    { style: `background:${COLOURS[user.id % COLOURS.length]}`, 'aria-hidden': 'true' },
    letter,
  );
}

/** One line for the list of people. */
export function summary(message, texts) {
  if (!message) return '';
  if (message.sticker) return message.sticker.emoji;
  if (message.photo) return `🖼 ${message.caption ?? texts.photo}`;
  if (message.document) return `📄 ${message.document.file_name ?? texts.file}`;
  return (message.text ?? note(message, texts)).split('\n')[0];
}

/** What a message without text or file says: a picked person, or a contact of the address book. */
function note({ users_shared: picked, contact }, texts) {
  if (contact) return `📱 ${texts.contact}: ${contact.first_name}, ${contact.phone_number}`;
  if (!picked) return '';
  const [{ first_name: name, username, user_id: id }] = picked.users;
  return `👥 ${texts.shared}: ${[name, username && `@${username}`].filter(Boolean).join(' · ') || id}`;
}

export function personRow(entry, { current, texts, onclick }) {
  const { user } = entry.person;
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return el(
    'button.person',
    { testid: `user-${user.id}`, 'aria-current': String(current), onclick, title: name },
    avatar(user),
    el('b', {}, name),
    el('span.code', {}, user.language_code ?? ''),
    el(
      'span.last',
      {},
      entry.person.blocked ? `🚫 ${texts.blockedNote}` : entry.last || `@${user.username ?? user.id}`,
    ),
    entry.person.stars
      ? el(
          'span.stars',
          { testid: `stars-${user.id}`, title: texts.starsOf },
          `⭐ ${entry.person.stars.toLocaleString('ru-RU')}`,
        )
      : null,
    entry.unread > 0 ? el('span.unread', {}, String(entry.unread)) : null,
  );
}

/** A message with its keyboard. `context`: {texts, botId, waiting: Set, actions}. */
export function messageNode(message, context) {
  const isMine = message.from?.id !== context.botId;
  const kind = message.sticker ? 'sticker' : 'plain';
  const keys = message.reply_markup?.inline_keyboard;
  const node = el(
    `article.message.${isMine ? 'mine' : 'theirs'}.${kind}${keys ? '.has-keys' : ''}`,
    { testid: 'message', data: { id: String(message.message_id), from: isMine ? 'user' : 'bot' } },
    el('div.bubble', {}, content(message, context), meta(message, context)),
    keys ? keyboard(message, keys, context) : null,
    isMine && message.text !== undefined
      ? el(
          'button.edit-own.icon',
          { title: context.texts.editing, onclick: () => context.actions.edit(message) },
          '✎',
        )
      : null,
  );
  return node;
}

/** All messages, with a line at the start of each new day. */
export function messageNodes(messages, context) {
  if (messages.length === 0) return [el('div.empty', {}, context.texts.empty)];
  let day = '';
  return messages.flatMap((message) => {
    const date = new Date(message.date * 1000);
    const node = messageNode(message, context);
    if (date.toDateString() === day) return [node];
    day = date.toDateString();
    const isToday = day === new Date().toDateString();
    const language = document.documentElement.lang;
    const label = date.toLocaleDateString(language, { day: 'numeric', month: 'long' });
    return [el('div.day', {}, isToday ? context.texts.today : label), node];
  });
}

function content(message, context) {
  const parts = [];
  const answered = message.reply_to_message;
  if (answered) parts.push(el('div.reply', {}, summary(answered, context.texts)));
  if (message.photo)
    parts.push(el('img.photo', { src: fileUrl(largest(message.photo).file_id), alt: '', testid: 'photo' }));
  if (message.document) parts.push(documentLink(message.document, context.texts));
  if (message.sticker) parts.push(message.sticker.emoji);
  const said = note(message, context.texts);
  if (said !== '') parts.push(el('span.body', { testid: 'body' }, said));
  const text = message.text ?? message.caption;
  if (text !== undefined)
    parts.push(
      el(
        'span.body',
        { testid: 'body' },
        richText(text, message.entities ?? message.caption_entities, context.actions),
      ),
    );
  return parts;
}

function documentLink(document, texts) {
  const size =
    document.file_size < 1024 ? `${document.file_size} B` : `${Math.round(document.file_size / 1024)} KB`;
  return el(
    'a.document',
    { href: fileUrl(document.file_id), download: document.file_name ?? 'file', testid: 'document' },
    el('i', {}, '↓'),
    el('span', {}, document.file_name ?? texts.file, el('small', {}, size)),
  );
}

function meta(message, { texts }) {
  const time = new Date(message.date * 1000).toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
  const isEdited = message.edit_date !== undefined && !message.reply_markup;
  return el('span.meta', {}, `${isEdited ? `${texts.edited} ` : ''}${time}`);
}

function keyboard(message, rows, context) {
  return el(
    'div.keys',
    {},
    rows.map((row) =>
      el(
        'div.row',
        {},
        row.map((button) => key(message, button, context)),
      ),
    ),
  );
}

function key(message, button, { waiting, actions }) {
  if (button.url !== undefined) {
    const onclick = (event) => {
      const payload = actions.startPayload(button.url);
      if (payload === undefined) return;
      event.preventDefault();
      actions.start(payload);
    };
    return el(
      'a.key.url',
      { href: button.url, target: '_blank', rel: 'noopener', testid: 'url-button', onclick },
      button.text,
    );
  }
  if (button.copy_text !== undefined) {
    const onclick = () => void navigator.clipboard?.writeText(button.copy_text.text);
    return el('button.key', { testid: 'copy-button', title: button.copy_text.text, onclick }, button.text);
  }
  const name = `${message.message_id}|${button.callback_data}`;
  return el(
    `button.key${waiting.has(name) ? '.waiting' : ''}`,
    {
      testid: `button-${button.callback_data}`,
      data: { key: name },
      onclick: () => actions.press(message, button),
    },
    button.text,
  );
}

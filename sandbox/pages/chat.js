import { askPerson, showAlert, showToast } from './chatDialog.js';
import { readFiles } from './chatFiles.js';
import { below, pickPerson } from './chatBelow.js';
import { commandItems, moreItems, payloadIn, setUpMenus } from './chatMenus.js';
import { pageLanguage, TEXTS } from './chatTexts.js';
import { messageNode, messageNodes, personRow, summary } from './chatView.js';
import { play, setUpTheme } from './common.js';

const byId = (id) => document.getElementById(id);
const SPIN_MS = 15_000;

/** People by id: {person, last, unread}. */
const people = new Map();
const waiting = new Set();
let current = Number(new URLSearchParams(location.search).get('user')) || 1001;
let chat = { bot: { id: 0 }, person: { user: {} }, messages: [], keyboard: [], commands: [] };
let texts = TEXTS.ru;
let editing;
let statusTimer;

const actions = {
  command: (text) => sendText(text),
  start: (payload) => sendText(payload ? `/start ${payload}` : '/start'),
  startPayload: (url) => payloadIn(url, chat.bot.username),
  async press(message, button) {
    const name = `${message.message_id}|${button.callback_data}`;
    if (waiting.has(name)) return;
    spin(name, true);
    await attempt(() =>
      play('POST', `${root()}/press`, { messageId: message.message_id, data: button.callback_data }),
    );
  },
  edit(message) {
    editing = message;
    byId('text').value = message.text;
    byId('text').focus();
    showComposer();
  },
};

const root = () => `/telegram/users/${current}`;

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    showToast(error.message);
    return undefined;
  }
}

async function loadPeople() {
  const list = await play('GET', '/telegram/users');
  for (const person of list) {
    const known = people.get(person.user.id);
    people.set(person.user.id, { last: '', unread: 0, ...known, person });
  }
  drawPeople();
}

function drawPeople() {
  byId('people').replaceChildren(
    ...[...people.values()].map((entry) =>
      personRow(entry, {
        texts,
        current: entry.person.user.id === current,
        onclick: () => open(entry.person.user.id),
      }),
    ),
  );
}

async function open(id) {
  current = id;
  editing = undefined;
  waiting.clear();
  byId('toast').hidden = true;
  const url = new URL(location.href);
  url.searchParams.set('user', String(id));
  history.replaceState(null, '', url);
  await loadChat();
  byId('text').focus();
}

async function loadChat() {
  const asked = current;
  const loaded = await attempt(() => play('GET', `${root()}/chat`));
  // Another chat may have been opened in the meantime. A late answer must not replace it.
  if (!loaded || asked !== current) return;
  chat = loaded;
  const language = pageLanguage(chat.person.user.language_code);
  texts = TEXTS[language];
  // The pay page opens in the same language.
  localStorage.setItem('lang', language);
  document.documentElement.lang = language;
  for (const press of chat.waiting) waiting.add(`${press.messageId}|${press.data}`);
  const entry = people.get(current);
  if (entry)
    Object.assign(entry, { person: chat.person, unread: 0, last: summary(chat.messages.at(-1), texts) });
  drawAll();
  // On a narrow screen people are in one row, and the chosen one may be outside of it.
  document
    .querySelector(`[data-testid="user-${current}"]`)
    ?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function drawAll() {
  byId('mark').textContent = texts.sandbox;
  byId('about').textContent = texts.about;
  byId('add-person').textContent = `+ ${texts.addPerson}`;
  byId('bot-name').textContent = chat.bot.first_name;
  byId('text').placeholder = texts.message;
  byId('commands').textContent = `☰ ${texts.menu}`;
  document.querySelector('.attach').title = texts.attach;
  showStatus();
  drawMessages();
  drawPeople();
  showComposer();
}

const context = () => ({ texts, botId: chat.bot.id, waiting, actions });

function drawMessages() {
  const box = byId('messages');
  const nodes = messageNodes(chat.messages, context());
  box.replaceChildren(...nodes);
  box.style.scrollBehavior = 'auto';
  box.scrollTop = box.scrollHeight;
  box.style.scrollBehavior = '';
}

function showComposer() {
  const { started, blocked } = chat.person;
  const mustStart = !started || blocked;
  byId('form').hidden = mustStart;
  byId('start').hidden = !mustStart;
  byId('start').textContent = blocked ? texts.restart : texts.start;
  byId('below').hidden = mustStart || chat.keyboard.length === 0;
  byId('below').replaceChildren(...below(chat.keyboard, { send: sendText, pick: () => choose('share') }));
  byId('editing').hidden = !editing;
  byId('editing').firstElementChild.textContent = texts.editing;
}

function showStatus(text) {
  const node = byId('status');
  clearTimeout(statusTimer);
  node.textContent = text ?? texts.bot;
  node.classList.toggle('busy', text !== undefined);
  if (text !== undefined) statusTimer = setTimeout(() => showStatus(), 5000);
}

function spin(name, on) {
  if (on) {
    waiting.add(name);
    setTimeout(() => spin(name, false), SPIN_MS);
  } else waiting.delete(name);
  for (const node of byId('messages').querySelectorAll('.key'))
    if (node.dataset.key === name) node.classList.toggle('waiting', on);
}

const findNode = (id) => byId('messages').querySelector(`[data-id="${id}"]`);

function nearEnd() {
  const box = byId('messages');
  return box.scrollHeight - box.scrollTop - box.clientHeight < 160;
}

/** Handlers for events in the open chat, by kind of event. */
const HANDLERS = {
  message({ message }) {
    if (findNode(message.message_id)) return;
    chat.messages.push(message);
    chat.person.started = true;
    if (chat.messages.length === 1) return drawAll();
    byId('messages').append(messageNode(message, context()));
    byId('messages').scrollTop = byId('messages').scrollHeight;
    if (message.from?.id === chat.bot.id) showStatus();
    showComposer();
  },
  edited({ message }) {
    const index = chat.messages.findIndex((item) => item.message_id === message.message_id);
    if (index < 0) return;
    chat.messages[index] = message;
    const stay = nearEnd();
    const node = messageNode(message, context());
    node.classList.add('changed');
    findNode(message.message_id)?.replaceWith(node);
    if (stay) byId('messages').scrollTop = byId('messages').scrollHeight;
  },
  deleted({ messageId }) {
    chat.messages = chat.messages.filter((item) => item.message_id !== messageId);
    findNode(messageId)?.remove();
  },
  pressed: ({ messageId, data }) => spin(`${messageId}|${data}`, true),
  answer({ toast, messageId, data }) {
    spin(`${messageId}|${data}`, false);
    if (toast.url) window.open(toast.url, '_blank', 'noopener');
    if (toast.text === '') return;
    if (toast.showAlert) showAlert(toast.text, texts);
    else showToast(toast.text);
  },
  action: ({ action }) => showStatus(action === 'typing' ? texts.typing : texts.uploading),
  keyboard({ keyboard }) {
    chat.keyboard = keyboard;
    showComposer();
    byId('messages').scrollTop = byId('messages').scrollHeight;
  },
  person({ person }) {
    chat.person = person;
    showComposer();
  },
};

function listen() {
  const events = new EventSource('/play/telegram/events');
  events.addEventListener('open', () => void loadPeople().then(loadChat));
  events.addEventListener('error', () => showStatus(texts.offline));
  events.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === 'people' || event.type === 'commands') return void loadPeople().then(loadChat);
    const entry = people.get(event.userId);
    if (event.userId === current) HANDLERS[event.type]?.(event);
    else if (entry && event.type === 'message') entry.unread += 1;
    if (entry && event.message) entry.last = summary(event.message, texts);
    if (entry && event.person) entry.person = event.person;
    drawPeople();
  });
}

async function sendText(text) {
  if (text.trim() === '') return;
  if (editing) {
    const { message_id: id } = editing;
    editing = undefined;
    await attempt(() => play('POST', `${root()}/messages/${id}/edit`, { text }));
  } else await attempt(() => play('POST', `${root()}/messages`, { text }));
  showComposer();
}

/** The typed text becomes the caption. */
async function sendFiles(list) {
  const chosen = await readFiles(list);
  const caption = byId('text').value.trim();
  byId('text').value = '';
  await attempt(() => play('POST', `${root()}/files`, { ...chosen, ...(caption ? { caption } : {}) }));
}

async function addPerson(profile) {
  const person = await attempt(() => play('POST', '/telegram/users', profile));
  if (!person) return;
  await loadPeople();
  await open(person.user.id);
}

function drawCommands() {
  const items = commandItems({ texts, commands: chat.commands, send: sendText });
  byId('commands-menu').replaceChildren(...items);
}

/** Somebody else is chosen, to be picked with the bot's button or shared as a contact of the address book. */
function choose(how) {
  const body = (id) => (how === 'share' ? { users: [id] } : { user: id });
  pickPerson({ people, current, texts }, (id) => attempt(() => play('POST', `${root()}/${how}`, body(id))));
}

async function drawMore() {
  const { blocked } = chat.person;
  const items = await moreItems({ texts, blocked, root: root(), attempt, start: actions.start, choose });
  byId('more-menu').replaceChildren(...items);
}

function setUpControls() {
  setUpTheme(byId('theme'));
  const text = byId('text');
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const value = text.value;
    text.value = '';
    void sendText(value);
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('form').requestSubmit();
  });
  byId('files').addEventListener('change', (event) => {
    const input = event.currentTarget;
    void sendFiles(input.files).then(() => (input.value = ''));
  });
  byId('start').addEventListener('click', () => void sendText('/start'));
  byId('add-person').addEventListener('click', () => askPerson(texts, addPerson));
  byId('stop-editing').addEventListener('click', () => {
    editing = undefined;
    text.value = '';
    showComposer();
  });
  setUpMenus([
    { menu: byId('more-menu'), opener: byId('more'), draw: drawMore },
    { menu: byId('commands-menu'), opener: byId('commands'), draw: drawCommands },
  ]);
}

setUpControls();
listen();

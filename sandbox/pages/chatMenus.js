import { askForm, field } from './chatDialog.js';
import { el, play } from './common.js';

/** The items of the menu ⋮. `context`: {texts, blocked, root, attempt, start, choose}. */
export async function moreItems({ texts, blocked, root, attempt, start, choose }) {
  const faults = await play('GET', '/heleket/faults');
  const isDown = faults.some((fault) => fault.kind === 'error500' && fault.times > 1000);
  const item = (icon, label, testid, work) =>
    el('button', { testid, onclick: () => void attempt(work) }, el('span', {}, icon), label);
  return [
    item(blocked ? '✅' : '🚫', blocked ? texts.unblock : texts.block, 'block', () =>
      play('POST', `${root}/${blocked ? 'unblock' : 'block'}`),
    ),
    item('🔗', texts.startWith, 'start-with', async () => {
      const payload = field(texts.payload, 'payload', { pattern: '[\\w\\-]{0,64}' });
      askForm({ fields: [payload], submit: texts.start, texts }, (values) => start(values.payload));
    }),
    item('👍', texts.sticker, 'sticker', () => play('POST', `${root}/sticker`, {})),
    item('📱', texts.shareContact, 'share-contact', async () => choose('contact')),
    item(isDown ? '☑' : '☐', texts.providerDown, 'provider-down', () =>
      isDown
        ? play('DELETE', '/heleket/faults')
        : play('POST', '/heleket/faults', { kind: 'error500', times: 1_000_000 }),
    ),
    el('a', { href: '/pay', target: '_blank' }, el('span', {}, '💳'), texts.invoices),
  ];
}

/** What a link to this bot starts with, or undefined for any other link. */
export function payloadIn(url, botName) {
  const match = /^(?:https?:\/\/)?t\.me\/(\w+)\?start=([\w-]{0,64})$/.exec(url);
  return match && match[1].toLowerCase() === botName?.toLowerCase() ? match[2] : undefined;
}

/** Each menu opens with its button, after `draw`, and closes with a click anywhere else. */
export function setUpMenus(menus) {
  for (const { menu, opener, draw } of menus)
    opener.addEventListener('click', async () => {
      await draw();
      menu.hidden = !menu.hidden;
    });
  document.addEventListener('click', (event) => {
    for (const { menu, opener } of menus) if (!opener.contains(event.target)) menu.hidden = true;
  });
}

/** The commands that the bot published for this person. */
export function commandItems({ texts, commands, send }) {
  if (commands.length === 0) return [el('div.note', {}, texts.noCommands)];
  return commands.map(({ command, description }) =>
    el(
      'button',
      { testid: `command-${command}`, onclick: () => void send(`/${command}`) },
      el('b', {}, `/${command}`),
      el('span', {}, description),
    ),
  );
}

import { askForm } from './chatDialog.js';
import { el } from './common.js';

/** The bot's buttons below the text field. One that asks for people opens a list; any other sends its text. */
export const below = (keyboard, { send, pick }) =>
  keyboard.map((row) =>
    el(
      'div.row',
      {},
      row.map((button) =>
        el(
          'button.key',
          { type: 'button', onclick: () => (button.request_users ? pick() : void send(button.text)) },
          button.text,
        ),
      ),
    ),
  );

/** Asks for one of the other people and passes the id to `done`. */
export function pickPerson({ people, current, texts }, done) {
  const users = [...people.values()].map(({ person }) => person.user).filter(({ id }) => id !== current);
  const options = users.map((user) => {
    const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
    return el('option', { value: String(user.id) }, user.username ? `${name} · @${user.username}` : name);
  });
  const list = el('select', { name: 'person', testid: 'field-person' }, options);
  askForm({ fields: [el('label', {}, texts.person, list)], submit: texts.choose, texts }, ({ person }) =>
    person === undefined ? undefined : done(Number(person)),
  );
}

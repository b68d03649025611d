import { LANGUAGES } from './chatTexts.js';
import { el } from './common.js';

const dialog = () => document.getElementById('dialog');
const closeDialog = () => dialog().close();

function showDialog(...children) {
  dialog().replaceChildren(...children);
  if (!dialog().open) dialog().showModal();
}

/** Shows the window of answerCallbackQuery with show_alert. */
export function showAlert(text, texts) {
  showDialog(
    el('p.text', { testid: 'alert' }, text),
    el('div.actions', {}, el('button.btn.primary', { testid: 'alert-ok', onclick: closeDialog }, texts.ok)),
  );
}

/** Asks for fields and passes their values to `done`. */
export function askForm({ fields, submit, texts }, done) {
  const form = el('form', {}, fields);
  form.append(
    el(
      'div.actions',
      {},
      el('button.btn', { type: 'button', onclick: closeDialog }, texts.cancel),
      el('button.btn.primary', { testid: 'dialog-ok' }, submit),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    closeDialog();
    void done(Object.fromEntries(new FormData(form)));
  });
  showDialog(form);
}

export const field = (label, name, props = {}) =>
  el('label', {}, label, el('input', { name, testid: `field-${name}`, ...props }));

/** Asks for the data of the new person. Empty fields are left out. */
export function askPerson(texts, done) {
  const options = Object.entries(LANGUAGES).map(([code, name]) => el('option', { value: code }, name));
  const language = el('select', { name: 'language_code', testid: 'field-language_code' }, options);
  const fields = [
    field(texts.firstName, 'first_name', { required: true, maxLength: 64 }),
    field(texts.lastName, 'last_name', { maxLength: 64 }),
    field(texts.username, 'username', { maxLength: 32, pattern: '\\w*' }),
    el('label', {}, texts.language, language),
  ];
  askForm({ fields, submit: texts.add, texts }, (values) =>
    done(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))),
  );
}

let toastTimer;

/** A line of text that disappears by itself. */
export function showToast(text) {
  const node = document.getElementById('toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (node.hidden = true), 4000);
}

import { el, play } from './common.js';

/** Decimals without zeros at the end: 95.00000000 is 95. */
export const trimZeros = (text) => (text?.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A status with its tone. */
export function badge(status, texts) {
  const [label, tone] = texts.statuses[status] ?? [status, ''];
  return el(`span.badge.${tone || 'plain'}`, { testid: 'status', data: { status } }, label);
}

/** All invoices, newest first. */
export function invoiceList(invoices, texts) {
  const head = [texts.order, texts.amount, texts.paidWith, texts.status].map((title) => el('th', {}, title));
  const rows = invoices
    .toReversed()
    .map((item) =>
      el(
        'tr',
        {},
        el(
          'td',
          {},
          el('a', { href: `/pay/${item.uuid}`, testid: `invoice-${item.order_id}` }, item.order_id),
        ),
        el('td', {}, `${trimZeros(item.amount)} ${item.currency}`),
        el('td', {}, item.payer_currency ?? '—'),
        el('td', {}, badge(item.status, texts)),
      ),
    );
  return el(
    'section.card',
    {},
    el('h2', {}, texts.invoices),
    invoices.length === 0
      ? el('p.hint', { testid: 'no-invoices' }, texts.none)
      : el('div.table-wrap', {}, el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows))),
  );
}

/** Which faults are on. */
export async function loadWeather() {
  const [faults, settings] = await Promise.all([
    play('GET', '/heleket/faults'),
    play('GET', '/heleket/webhooks/settings'),
  ]);
  return {
    down: faults.some((fault) => fault.kind === 'error500' && fault.times > 1000),
    slow: faults.some((fault) => fault.kind === 'slow'),
    lose: settings.lose,
    copies: settings.copies,
  };
}

function check(label, testid, { checked, change, after }) {
  const input = el('input', {
    type: 'checkbox',
    checked,
    testid,
    onchange: (event) => void change(event.currentTarget.checked).then(after),
  });
  return el('label.check', {}, input, label);
}

/** Switches for the provider's faults. `after` draws the page again. */
export function weatherCard(weather, texts, after) {
  const fault = (kind, extra) => (on) =>
    on ? play('POST', '/heleket/faults', { kind, ...extra }) : play('DELETE', '/heleket/faults');
  const settings = (change) => play('POST', '/heleket/webhooks/settings', change);
  const isOn = weather.down || weather.slow || weather.lose > 0 || weather.copies > 1;
  return el(
    'section.card',
    {},
    el(
      'details',
      { open: isOn, testid: 'weather' },
      el('summary', {}, texts.weather),
      el(
        'div.actions',
        {},
        check(texts.down, 'weather-down', {
          checked: weather.down,
          after,
          change: fault('error500', { times: 1_000_000 }),
        }),
        check(texts.slow, 'weather-slow', {
          checked: weather.slow,
          after,
          change: fault('slow', { times: 3, ms: 5000 }),
        }),
        check(texts.lose, 'weather-lose', {
          checked: weather.lose > 0,
          after,
          change: (on) => settings({ lose: on ? 1 : 0 }),
        }),
        check(texts.twice, 'weather-twice', {
          checked: weather.copies > 1,
          after,
          change: (on) => settings({ copies: on ? 2 : 1 }),
        }),
      ),
    ),
  );
}

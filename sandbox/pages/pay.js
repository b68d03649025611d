import { el, play, setUpTheme } from './common.js';
import { badge, invoiceList, loadWeather, trimZeros, weatherCard } from './payParts.js';
import { TEXTS } from './payTexts.js';

const main = document.getElementById('main');
const uuid = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const CONFIRM_MS = 1500;

let language =
  new URLSearchParams(location.search).get('lang') ??
  localStorage.getItem('lang') ??
  (navigator.language.startsWith('en') ? 'en' : 'ru');
let texts = TEXTS[language] ?? TEXTS.ru;
let invoice;
let weather = { down: false, lose: 0, copies: 1 };
/** The difference between the sandbox's clock and the browser's, in milliseconds. */
let skew = 0;
let problem = '';

const path = (action) => `/heleket/invoices/${uuid}/${action}`;

async function act(action, body = {}) {
  problem = '';
  try {
    take(await play('POST', path(action), body));
  } catch (error) {
    problem = error.message;
  }
  draw();
}

const pay = (payment) => act('pay', { confirmAfterMs: CONFIRM_MS, ...payment });

function take(fresh) {
  invoice = fresh;
  skew = Date.parse(fresh.now) - Date.now();
}

async function load() {
  if (uuid === '') return main.replaceChildren(invoiceList(await play('GET', '/heleket/invoices'), texts));
  try {
    take(await play('GET', `/heleket/invoices/${uuid}`));
  } catch {
    return main.replaceChildren(el('div.card', {}, el('h2', { testid: 'no-invoice' }, texts.noInvoice)));
  }
  await drawWithWeather();
}

function row(label, value, testid) {
  return value === null || value === undefined || value === ''
    ? []
    : [el('dt', {}, label), el('dd', { testid }, value)];
}

function summaryCard() {
  const chosen = invoice.payer_amount !== null;
  const shown = chosen ? [invoice.payer_amount, invoice.payer_currency] : [invoice.amount, invoice.currency];
  const received = Number(invoice.received);
  return el(
    'section.card',
    {},
    el('h1', {}, texts.toPay),
    el('div.amount', { testid: 'amount' }, `${trimZeros(shown[0])} `, el('small', {}, shown[1])),
    el(
      'div.line',
      {},
      badge(invoice.status, texts),
      el('span.countdown', { id: 'countdown', testid: 'countdown' }),
    ),
    el('div.bar', { id: 'bar' }, el('i')),
    el(
      'dl',
      {},
      row(texts.order, el('code', {}, invoice.order_id), 'order'),
      row(texts.price, `${trimZeros(invoice.amount)} ${invoice.currency}`),
      invoice.status === 'wrong_amount_waiting'
        ? row(texts.missing, `${trimZeros(invoice.missing)} ${invoice.payer_currency}`, 'missing')
        : [],
      received > 0
        ? row(texts.received, `${trimZeros(invoice.received)} ${invoice.payer_currency}`, 'received')
        : [],
      row(texts.network, invoice.network?.toUpperCase()),
      row(texts.address, invoice.address && el('code', {}, invoice.address)),
      invoice.payer_currency !== invoice.currency
        ? row(
            texts.rate,
            invoice.payer_amount_exchange_rate &&
              `1 ${invoice.payer_currency} = ${trimZeros(invoice.payer_amount_exchange_rate)} ${invoice.currency}`,
          )
        : [],
      row(texts.created, new Date(invoice.created_at).toLocaleString(language)),
    ),
    isOpen() && received === 0 ? coinChoice() : null,
  );
}

function coinChoice() {
  return el(
    'div',
    { style: 'margin-top:20px' },
    el('h2', {}, texts.chooseCoin),
    invoice.choices.length > 1 ? el('p.hint', { style: 'margin:0' }, texts.chosen) : null,
    el(
      'div.coins',
      {},
      invoice.choices.map(({ currency, network }) =>
        el(
          'button.coin',
          {
            testid: `coin-${currency}-${network}`,
            'aria-pressed': String(invoice.payer_currency === currency && invoice.network === network),
            onclick: () => void act('choose', { currency, network }),
          },
          el('b', {}, currency),
          el('small', {}, network.toUpperCase()),
        ),
      ),
    ),
  );
}

const isOpen = () => ['check', 'wrong_amount_waiting'].includes(invoice.status);

function button(kind, label, testid, work) {
  return el(`button.btn.${kind}`, { testid, onclick: () => void work() }, label);
}

/** What a payer, the chain or the provider can do now, by status. */
function moves() {
  switch (invoice.status) {
    case 'check':
      return [
        button('primary', texts.exact, 'pay-exact', () => pay({ part: 'exact' })),
        el(
          'div.pair',
          {},
          button('plain', texts.less, 'pay-less', () => pay({ part: 'less' })),
          button('plain', texts.more, 'pay-more', () => pay({ part: 'more' })),
        ),
        button('plain', texts.hold, 'pay-hold', () => pay({ part: 'exact', hold: true })),
        el(
          'div.pair',
          {},
          button('danger', texts.fail, 'fail', () => act('fail')),
          button('danger', texts.expire, 'expire', () => act('expire')),
        ),
      ];
    case 'wrong_amount_waiting':
      return [
        button('primary', texts.rest, 'pay-rest', () => pay({ part: 'rest' })),
        button('danger', texts.expire, 'expire', () => act('expire')),
      ];
    case 'cancel':
    case 'wrong_amount':
      return [
        button('primary', texts.late, 'pay-late', () =>
          pay({ part: invoice.status === 'cancel' ? 'exact' : 'rest' }),
        ),
      ];
    case 'process':
    case 'confirm_check':
      return [el('p.hint', {}, texts.confirming), button('plain', '✓', 'confirm', () => act('confirm'))];
    case 'locked':
      return [
        el('p.hint', {}, texts.amlHint),
        button('primary', texts.release, 'release', () => act('release')),
      ];
    case 'refund_process':
      return [
        el('p.hint', {}, texts.refundHint),
        button('primary', texts.refundPaid, 'refund-paid', () => act('refund', { outcome: 'paid' })),
        button('danger', texts.refundFail, 'refund-fail', () => act('refund', { outcome: 'fail' })),
      ];
    case 'paid':
    case 'paid_over':
      return [button('plain', texts.extra, 'pay-extra', () => pay({ part: 'exact' }))];
    default:
      return [];
  }
}

function shopLinks() {
  const isPaid = ['paid', 'paid_over'].includes(invoice.status);
  const target = (isPaid && invoice.url_success) || invoice.url_return || '/';
  return el(
    `a.btn.link.${isPaid ? 'good' : 'plain'}`,
    { href: target, testid: 'return' },
    isPaid ? texts.done : texts.back,
  );
}

async function drawWithWeather() {
  weather = await loadWeather();
  draw();
}

function draw() {
  document.title = `${trimZeros(invoice.amount)} ${invoice.currency} · Heleket sandbox`;
  main.replaceChildren(
    el(
      'div.columns',
      {},
      summaryCard(),
      el(
        'div',
        {},
        el(
          'section.card',
          { testid: 'moves' },
          el('h2', {}, invoice.status === 'locked' ? texts.aml : texts.payer),
          el('p.hint', {}, texts.payerHint),
          el('div.actions', {}, moves(), shopLinks()),
          problem === '' ? null : el('p.error', { role: 'alert' }, problem),
        ),
        weatherCard(weather, texts, drawWithWeather),
      ),
    ),
  );
  tick();
}

/** The countdown and its bar. */
function tick() {
  const node = document.getElementById('countdown');
  const bar = document.getElementById('bar');
  if (!node || !bar || !invoice) return;
  node.hidden = bar.hidden = !isOpen();
  const left = Math.max(0, Math.round((invoice.expired_at * 1000 - Date.now() - skew) / 1000));
  const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((n) =>
    String(n).padStart(2, '0'),
  );
  node.textContent = left === 0 ? texts.expired : texts.left.replace('{time}', parts.join(':'));
  const whole = invoice.expired_at * 1000 - Date.parse(invoice.created_at);
  bar.firstElementChild.style.width = `${Math.min(100, (left * 100_000) / Math.max(1, whole))}%`;
}

function drawTop() {
  document.documentElement.lang = language;
  document.getElementById('mark').textContent = texts.sandbox;
  document.getElementById('to-chat').textContent = texts.chat;
  document.getElementById('language').textContent = texts.other;
}

document.getElementById('language').addEventListener('click', () => {
  language = language === 'ru' ? 'en' : 'ru';
  localStorage.setItem('lang', language);
  texts = TEXTS[language];
  drawTop();
  void load();
});
setUpTheme(document.getElementById('theme'));
drawTop();
void load();
setInterval(tick, 1000);
if (uuid !== '') {
  const events = new EventSource(`/play/heleket/invoices/${uuid}/events`);
  events.addEventListener('message', () => void load());
}

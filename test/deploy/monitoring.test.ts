import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadMeters } from '../../scripts/metricsTable.ts';
import { freePort } from '../../scripts/services/ports.ts';
import { families } from '../../src/metrics/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createPlayer } from '../kit/player.ts';
import { startProduct } from '../kit/product.ts';
import { at, fillAlertmanager, METRICS_TOKEN, ROOT, startWatchers, tool } from './watchers.ts';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const RULES = globSync('monitoring/rules/*.yml', { cwd: ROOT }).flatMap((file) =>
  (parse(readFileSync(at(file), 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
    ({ rules }) => rules,
  ),
);

interface Dashboard {
  uid: string;
  title: string;
  panels: { title: string; datasource?: { uid: string }; targets?: { expr: string }[] }[];
}
const DASHBOARDS = globSync('monitoring/grafana/dashboards/*.json', { cwd: ROOT }).map(
  (file) => JSON.parse(readFileSync(at(file), 'utf8')) as Dashboard,
);
const EXPRESSIONS = DASHBOARDS.flatMap(({ title, panels }) =>
  panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ expr }) => ({ panel: `${title}: ${panel.title}`, expr })),
  ),
);

const NAME = /\b(?:up|(?:starboard|node|prometheus|alertmanager)_\w+)\b(?!")/g;
const namesIn = (expression: string): string[] => expression.match(NAME) ?? [];

/** Metrics that a healthy shop does not have, and why. */
const ONLY_THEN: Readonly<Record<string, string>> = {
  starboard_backup_age_seconds: 'after the first backup',
  starboard_breaks_open: 'while a break is open',
  starboard_certificate_days: 'when the shop has an https address',
  starboard_ledger_check_age_seconds: 'after the first run of ledger.check, ten minutes after the start',
  starboard_ledger_seal_age_seconds: 'after the first run of ledger.seal with a posting, a minute after it',
  starboard_sign: 'while something is unhealthy',
};
/** Panels that show failures only. */
const PANELS_OF_FAILURES: readonly string[] = [
  'Bot: Errors that people meet',
  'Jobs and queues: Errors of jobs',
  'Bot: Updates of no private chat',
];

test('the configuration of Prometheus and its rules, when promtool reads them, then it finds nothing wrong', () => {
  // Without the files of secrets, which only a running installation has.
  const config = ['check', 'config', '--syntax-only', at('monitoring/prometheus.yml')];
  for (const args of [config, ['check', 'rules', ...globSync(at('monitoring/rules/*.yml'))]]) {
    const { ok, said } = tool('promtool', args);
    expect(ok, said).toBe(true);
  }
});

test('every rule, when promtool plays its case, then it fires and is over again', () => {
  const files = globSync(at('test/deploy/rules/*.yml'));
  const { ok, said } = tool('promtool', ['test', 'rules', ...files]);
  expect(ok, said).toBe(true);
  const played = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const { alert } of RULES) {
    const cases = [
      ...played.matchAll(new RegExp(`ALERTS\\{alertname="${alert}",.*exp_samples: \\[(.*)\\]`, 'g')),
    ];
    expect(
      cases.map(([, samples]) => samples === ''),
      alert,
    ).toEqual([false, true]);
  }
});

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

test.each(RULES)(
  'the rule $alert, when it fires, then it says how bad, what and what to do',
  ({ labels, annotations }) => {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.summary.length).toBeGreaterThan(20);
    const [page = '', anchor = ''] = annotations.runbook.split('#');
    expect(['docs/alerts.md', 'docs/runbook.md']).toContain(page);
    const headings = [...readFileSync(at(page), 'utf8').matchAll(/^#{2,} (.*)$/gm)].map(([, text = '']) =>
      anchorOf(text),
    );
    expect(headings).toContain(anchor);
  },
);

test.each([
  ['critical', 'now'],
  ['warning', 'quietly'],
])('Alertmanager, when an alert is %s, then it goes to "%s"', (severity, receiver) => {
  const config = fillAlertmanager();
  expect(tool('amtool', ['check-config', config])).toMatchObject({ ok: true });
  const route = ['config', 'routes', 'test', `--config.file=${config}`, `severity=${severity}`];
  expect(tool('amtool', route).said).toContain(`${receiver}\n`);
});

test('the dashboards, when Grafana reads them, then each has its own id and every panel asks the one source', () => {
  expect(new Set(DASHBOARDS.map(({ uid }) => uid)).size).toBe(DASHBOARDS.length);
  const { datasources } = parse(
    readFileSync(at('monitoring/grafana/provisioning/datasources/prometheus.yml'), 'utf8'),
  ) as { datasources: { uid: string }[] };
  for (const { panels } of DASHBOARDS)
    for (const { title, datasource, targets } of panels)
      if (targets) expect(datasource?.uid, title).toBe(datasources[0]?.uid);
});

test('the files with secrets, when they are made twice, then they hold what was given first, and only their owner finds them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'starboard-prepare-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'monitoring'));
  cpSync(at('monitoring/prepare.sh'), path.join(folder, 'monitoring/prepare.sh'));
  writeFileSync(path.join(folder, '.env'), `METRICS_TOKEN=${METRICS_TOKEN}\n`);
  const secrets = path.join(folder, 'monitoring/secrets');
  const prepare = (...words: string[]): string[] => {
    const { status } = spawnSync(path.join(folder, 'monitoring/prepare.sh'), words);
    expect(status).toBe(0);
    const { secrets: mounted } = parse(readFileSync(at('docker-compose.monitoring.yml'), 'utf8')) as {
      secrets: Record<string, { file: string }>;
    };
    return Object.values(mounted).map(({ file }) => readFileSync(path.join(folder, file), 'utf8'));
  };
  const first = prepare('123:abc', '-100');
  expect(first.slice(0, 3)).toEqual([METRICS_TOKEN, '123:abc', '-100']);
  expect(first[3]).toMatch(/^[0-9a-f]{36}$/);
  expect(prepare('456:def', '-200')).toEqual(first);
  expect(statSync(secrets).mode & 0o777).toBe(0o700);
});

/** What the bot of the alerts was told to send. */
async function startTelegram(): Promise<{ url: string; sent: string[] }> {
  const sent: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      sent.push((JSON.parse(body) as { text: string }).text);
      const message = { message_id: sent.length, date: 0, chat: { id: -100123, type: 'group' } };
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ ok: true, result: message }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

test('a running product, when Prometheus watches it, then every expression has data; when it hangs, people are told, and again when it goes on', async () => {
  const metricsPort = await freePort();
  const product = await startProduct({ METRICS_TOKEN, METRICS_PORT: String(metricsPort) });
  const telegram = await startTelegram();
  const watchers = await startWatchers({ metricsPort, telegram: telegram.url });
  await expect
    .poll(async () => (await watchers.targets()).filter(({ health }) => health !== 'up'))
    .toEqual([]);

  // An update, a screen, an invoice and its payment with its webhook, a forged webhook, a failed log-in.
  const player = createPlayer(product.sandboxUrl);
  const user = await player.addUser({ first_name: 'Kate', language_code: 'en' });
  await user.send('/start');
  for (const data of ['buy_stars', 'buy_stars_with_payment', 'buy_100']) {
    await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes(`"${data}"`));
    await user.press(data);
  }
  const screen = await user.waitFor((message) =>
    JSON.stringify(message.reply_markup ?? {}).includes('/pay/'),
  );
  await player.pay(/https?:[^"]*\/pay\/[^"]*/.exec(JSON.stringify(screen.reply_markup))?.[0] ?? '');
  await user.waitFor('🎉');
  const wrong = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  expect((await fetch(`${product.publicUrl}/webhooks/heleket`, wrong)).status).toBeGreaterThanOrEqual(400);
  const login = new URLSearchParams({ email: 'nobody@example.com', password: 'wrong', next: '' });
  const headers = { origin: product.adminUrl };
  expect((await fetch(`${product.adminUrl}/login`, { method: 'POST', headers, body: login })).status).toBe(
    401,
  );

  // Nothing that a person is or types gets into a figure.
  await user.send('/kate_4711 and her words');
  const read = (): Promise<Response> =>
    fetch(`http://127.0.0.1:${metricsPort}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    });
  expect((await read()).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  await expect.poll(async () => (await read()).text()).toContain('starboard_acts_total{act="text"} 1');
  const figures = await (await read()).text();
  for (const line of figures.split('\n').filter((one) => one.startsWith('starboard_')))
    expect(line).not.toMatch(/kate|4711|words|@|[0-9a-f]{8}-[0-9a-f]{4}-/i);
  expect(figures).not.toContain(String(user.id));

  await loadMeters();
  const declared = new Set(
    families().flatMap(({ name, type }) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  for (const { panel, expr } of EXPRESSIONS) {
    const wanted = expr.replaceAll('$__rate_interval', '1m');
    const later = namesIn(expr).filter((name) => name in ONLY_THEN);
    for (const name of later) expect(declared.has(name), name).toBe(true);
    if (later.length > 0 || PANELS_OF_FAILURES.includes(panel)) await watchers.query(wanted);
    else
      await expect
        .poll(async () => (await watchers.query(wanted)).length, { message: `${panel}: ${expr}` })
        .toBeGreaterThan(0);
  }
  for (const { alert, expr } of RULES) {
    await watchers.query(expr);
    const known = new Set(await watchers.names());
    for (const name of namesIn(expr))
      expect(known.has(name) || name in ONLY_THEN, `${alert}: ${name}`).toBe(true);
  }
  for (const rule of await watchers.rules()) expect(rule).toMatchObject({ health: 'ok' });
  expect((await watchers.query('starboard_orders_last_hour{status="paid"}'))[0]?.value[1]).toBe('1');

  product.child.kill('SIGSTOP');
  await expect
    .poll(() => telegram.sent.join('\n'))
    .toContain('🔴 A process of the app does not answer Prometheus');
  product.child.kill('SIGCONT');
  await expect
    .poll(() => telegram.sent.join('\n'))
    .toContain('✅ A process of the app does not answer Prometheus');
});

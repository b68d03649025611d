import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { freePort, isFree } from '../../scripts/services/ports.ts';
import { prometheusProgram } from '../../scripts/services/prometheus.ts';
import { startServer, stopServer } from '../../scripts/services/run.ts';
import { atEnd } from '../kit/atEnd.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const at = (name: string): string => path.join(ROOT, name);

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-watchers-'));
atEnd(() => rmSync(directory, { recursive: true, force: true }));
const inside = (name: string): string => path.join(directory, name);

/** Runs promtool or amtool to its end, and returns what it said. */
export function tool(name: 'promtool' | 'amtool', args: readonly string[]): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(prometheusProgram(name), args, { encoding: 'utf8' });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

/** The secrets that the overlay mounts, and a configuration of Alertmanager as its script fills it in. */
export function fillAlertmanager(change: (text: string) => string = (text) => text): string {
  writeFileSync(inside('metrics_token'), METRICS_TOKEN);
  writeFileSync(inside('bot_token'), '123456:a-token-of-the-test\n');
  writeFileSync(inside('chat_id'), '-100123\n');
  writeFileSync(inside('template.yml'), change(readFileSync(at('monitoring/alertmanager.yml'), 'utf8')));
  const { status, stderr } = spawnSync('sh', [at('monitoring/alertmanager.sh')], {
    env: { PATH: process.env['PATH'] ?? '', ...FILLING, PROGRAM: 'true' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return inside('alertmanager.yml');
}
export const METRICS_TOKEN = 'a-token-for-the-figures';
const FILLING = { SECRETS: directory, CONFIG: inside('template.yml'), FILLED: inside('alertmanager.yml') };

/** Starts a program that serves HTTP on the port, and waits until it does. */
async function serve(command: string, args: readonly string[], port: number): Promise<void> {
  const child = startServer(command, args, { endSignal: 'SIGKILL', stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  atEnd(() => stopServer(child, 'SIGTERM', 2000));
  for (let attempt = 0; await isFree(port); attempt++) {
    if (child.exitCode !== null || attempt > 400) throw new Error(`${command} did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface ScrapeConfig {
  job_name: string;
  scrape_interval?: string;
  authorization?: { credentials_file: string };
  dns_sd_configs?: unknown;
  relabel_configs?: unknown;
  static_configs?: { targets: string[]; labels?: Record<string, string> }[];
}
interface PrometheusConfig {
  global: Record<string, string>;
  rule_files: string[];
  alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
  scrape_configs: ScrapeConfig[];
}

/** Prometheus with the project's configuration, only with other addresses and a second for each minute. */
export interface Watchers {
  /** The result of an expression; throws if Prometheus refuses it. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]>;
  /** The names of all metrics that it has. */
  names(): Promise<string[]>;
  /** Whether each rule was evaluated without an error, by its name. */
  rules(): Promise<{ name: string; lastError?: string; health: string }[]>;
  targets(): Promise<{ job: string; health: string }[]>;
}

/** Starts all watchers of a product whose metrics are on `metricsPort`; Telegram is at `telegram`. */
export async function startWatchers({
  metricsPort,
  telegram,
}: {
  metricsPort: number;
  telegram: string;
}): Promise<Watchers> {
  const [prometheusPort, alertmanagerPort, nodePort] = [await freePort(), await freePort(), await freePort()];
  fillAlertmanager((text) =>
    text
      .replace(/^( *)(chat_id: .*)$/m, `$1$2\n$1api_url: ${telegram}`)
      .replace(/group_wait: .*/, 'group_wait: 1s')
      .replace(/group_interval: .*/, 'group_interval: 1s'),
  );
  cpSync(at('monitoring/rules'), inside('rules'), { recursive: true });
  for (const name of ['product.yml', 'host.yml'])
    writeFileSync(
      inside(`rules/${name}`),
      readFileSync(inside(`rules/${name}`), 'utf8').replaceAll(/for: \d+m/g, 'for: 2s'),
    );
  const config = parse(readFileSync(at('monitoring/prometheus.yml'), 'utf8')) as PrometheusConfig;
  config.global = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' };
  const targets: Record<string, string> = {
    'app:8003': `127.0.0.1:${metricsPort}`,
    'node-exporter:9100': `127.0.0.1:${nodePort}`,
    'localhost:9090': `127.0.0.1:${prometheusPort}`,
    'alertmanager:9093': `127.0.0.1:${alertmanagerPort}`,
  };
  const moved = (list: { targets: string[] }[] = []): { targets: string[] }[] =>
    list.map((one) => ({ ...one, targets: one.targets.map((target) => targets[target] ?? target) }));
  for (const { static_configs: list = [] } of config.alerting.alertmanagers)
    list.splice(0, 1, ...moved(list));
  config.scrape_configs = config.scrape_configs.map((job) => ({
    ...job,
    ...(job.scrape_interval === undefined ? {} : { scrape_interval: '1s' }),
    ...(job.authorization ? { authorization: { credentials_file: inside('metrics_token') } } : {}),
    ...(job.dns_sd_configs === undefined
      ? { static_configs: moved(job.static_configs) }
      : {
          dns_sd_configs: [],
          static_configs: [{ targets: [`127.0.0.1:${metricsPort}`], labels: { __meta_dns_name: 'app' } }],
        }),
  }));
  writeFileSync(inside('prometheus.yml'), stringify(config));

  await Promise.all([
    serve(
      prometheusProgram('nodeExporter'),
      [
        `--web.listen-address=127.0.0.1:${nodePort}`,
        '--collector.disable-defaults',
        '--collector.filesystem',
        '--collector.meminfo',
        '--collector.loadavg',
      ],
      nodePort,
    ),
    serve(
      prometheusProgram('alertmanager'),
      [
        `--config.file=${inside('alertmanager.yml')}`,
        `--storage.path=${inside('alertmanager')}`,
        '--cluster.listen-address=',
        `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      ],
      alertmanagerPort,
    ),
    serve(
      prometheusProgram('prometheus'),
      [
        `--config.file=${inside('prometheus.yml')}`,
        `--storage.tsdb.path=${inside('data')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
      ],
      prometheusPort,
    ),
  ]);
  const ask = async <T>(address: string): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/${address}`);
    const answer = (await response.json()) as { status: string; data: T; error?: string };
    if (answer.status !== 'success') throw new Error(`${decodeURIComponent(address)}: ${answer.error}`);
    return answer.data;
  };
  return {
    query: async (expression) =>
      (
        await ask<{ result: Awaited<ReturnType<Watchers['query']>> }>(
          `query?query=${encodeURIComponent(expression)}`,
        )
      ).result,
    names: () => ask<string[]>('label/__name__/values'),
    rules: async () => {
      const { groups } = await ask<{
        groups: { rules: { name: string; lastError?: string; health: string }[] }[];
      }>('rules');
      return groups.flatMap(({ rules }) => rules);
    },
    targets: async () => {
      const { activeTargets } = await ask<{ activeTargets: { labels: { job: string }; health: string }[] }>(
        'targets',
      );
      return activeTargets.map(({ labels, health }) => ({ job: labels.job, health }));
    },
  };
}

import { spawnSync } from 'node:child_process';
import { boundTable, median, type Bound } from '../ledger/report.ts';
import { measureUpdates } from './load.ts';
import { cpuOfChildren, rssMib } from './processes.ts';
import { measureRecovery } from './recovery.ts';
import { openStage } from './stage.ts';

/** After the start, schedules run for the first time and Node compiles. */
const SETTLE_S = 30;

/** Measures the whole product behind nginx: the price of the proxy, recovery from kills, and what it costs while idle. */
export async function run({ quick }: { quick: boolean }): Promise<void> {
  const say = (text: string): void => console.log(text);
  const stage = await openStage();
  try {
    say('idle');
    await seconds(SETTLE_S);
    const idle = quick ? 30 : 120;
    const before = cpuOfChildren();
    await seconds(idle);
    const idlePercent = ((cpuOfChildren() - before) / idle) * 100;

    say('proxy');
    const count = quick ? 3000 : 15_000;
    const direct = stage.ports.map((port) => `http://127.0.0.1:${port}`);
    const ratios: number[] = [];
    for (let n = 0; n < 3; n++) {
      const plain = await measureUpdates(direct, count);
      const proxied = await measureUpdates([`https://127.0.0.1:${stage.proxy.https}`], count);
      say(`${proxied.toFixed(0)} updates/s through nginx with TLS, ${plain.toFixed(0)}/s without`);
      ratios.push(proxied / plain);
    }

    say('recovery');
    const [app, worker] = [stage.apps[0], stage.workers[0]];
    const kills: [string, () => Promise<void>][] = [
      ['redis', stage.crashRedis],
      ['postgres', stage.crashPostgres],
      ['app', async () => app?.kill()],
      ['worker', async () => worker?.kill()],
    ];
    const recovery: Bound[] = [];
    for (const [name, crash] of kills)
      recovery.push({
        key: `recovery_s_${name}`,
        about: `seconds from kill -9 of ${name} to full service`,
        value: await measureRecovery(stage, name, crash),
        max: 15,
      });

    const left = [stage.apps[1], stage.workers[1]];
    const bounds: Bound[] = [
      { key: 'proxy_vs_direct', about: 'updates/s, same run', value: median(ratios), min: 0.7 },
      ...recovery,
      {
        key: 'idle_cpu_percent',
        about: 'of one core: nginx, 2 apps, 2 workers, Redis, PostgreSQL',
        value: idlePercent,
        max: 2,
      },
      {
        key: 'start_s',
        about: 'one app, on a database that is ready',
        value: stage.apps[1]?.startSeconds ?? 0,
      },
      { key: 'rss_mb', about: 'one app', value: rssMib(left[0]?.pid ?? 0) },
      { key: 'worker_rss_mb', about: 'one worker', value: rssMib(left[1]?.pid ?? 0) },
      ...imageSize(),
    ];
    say(boundTable(bounds));
    say(JSON.stringify(Object.fromEntries(bounds.map(({ key, value }) => [key, Number(value.toFixed(3))]))));
  } finally {
    await stage.close();
  }
}

/** The image `starboard`, where an engine has one. */
function imageSize(): Bound[] {
  for (const engine of ['docker', 'podman']) {
    const { status, stdout } = spawnSync(engine, ['image', 'inspect', '-f', '{{.Size}}', 'starboard'], {
      encoding: 'utf8',
    });
    if (status === 0) return [{ key: 'image_mb', about: 'with its base', value: Number(stdout) / 1_000_000 }];
  }
  return [];
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** The bot with its jobs as a process of its own, for tests that kill it. */
import { createApp } from '../../src/app.ts';
import { createBot } from '../../src/bot/index.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { loadConfig } from '../../src/platform/index.ts';

const app = createApp(loadConfig(process.env));
const bot = createBot(app);
const jobs = createJobs(app, bot, { recoveryMs: 1000, lockMs: 3000 });
await jobs.start();
await bot.start();
process.on('SIGTERM', () => {
  void jobs
    .close()
    .then(() => bot.stop())
    .then(() => app.close())
    .then(() => process.exit(0));
});
process.stdout.write('working\n');

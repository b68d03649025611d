/** A worker of the product as a process of its own. The benchmark kills it. */
import { createApp } from '../../src/app.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { loadConfig, readEnvironment } from '../../src/platform/index.ts';
import { hurried } from './suppliers.ts';

const app = createApp(loadConfig(readEnvironment()));
const bot = {
  sendNotification: async () => {},
  answerUpdate: async () => {},
  sendAlert: async () => 'sent' as const,
};
await createJobs(hurried(app), bot, { recoveryMs: 2000, lockMs: 3000 }).start();
process.stdout.write('working\n');

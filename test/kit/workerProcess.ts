/** A worker role of the product as a process of its own, for tests that kill it. */
import { createApp } from '../../src/app.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { loadConfig } from '../../src/platform/index.ts';

const app = createApp(loadConfig(process.env));
const jobs = createJobs(
  app,
  { sendNotification: async () => {}, answerUpdate: async () => {}, sendAlert: async () => 'sent' as const },
  { recoveryMs: 1000, lockMs: 3000 },
);
await jobs.start();
process.on('SIGTERM', () => {
  void jobs
    .close()
    .then(() => app.close())
    .then(() => process.exit(0));
});
process.stdout.write('working\n');

import { counter, timer } from '../platform/index.ts';
import { JOBS, QUEUES, SCHEDULES } from '../queue/index.ts';

export const noteJob = timer(
  {
    name: 'starboard_job_seconds',
    help: 'Runs of jobs and schedules: done, failed, or waits (a service that it needs is away, or named a time)',
    labels: { job: [...Object.keys(JOBS), ...Object.keys(SCHEDULES)], result: ['done', 'waits', 'failed'] },
  },
  [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
);

export const countGivenUp = counter({
  name: 'starboard_jobs_given_up_total',
  help: 'Jobs that failed for good, by queue',
  labels: { queue: QUEUES },
});

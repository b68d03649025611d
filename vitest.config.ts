import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/kit/globalSetup.ts'],
    // Real servers start and stop inside tests; a slow machine must not turn that into a failure.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // What is polled for is waited for: the default of one second is a race on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 3,
  },
});

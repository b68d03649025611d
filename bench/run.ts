import { existsSync, readdirSync } from 'node:fs';

/** `npm run bench -- <name> [--quick] [--count n]`. Every folder here is a benchmark, and its index.ts exports `run`. */
interface Benchmark {
  /** `count`: how many rows, if the benchmark lets the caller choose. */
  run: (options: { quick: boolean; count?: number }) => Promise<void>;
}

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${import.meta.dirname}/${entry.name}/index.ts`))
  .map((entry) => entry.name);
const [name = '', ...flags] = process.argv.slice(2);

if (names.includes(name)) {
  const { run } = (await import(`./${name}/index.ts`)) as Benchmark;
  const count = Number(flags[flags.indexOf('--count') + 1]);
  await run({ quick: flags.includes('--quick'), ...(count > 0 && { count }) });
} else {
  console.error(`Usage: npm run bench -- <${names.join('|')}> [--quick] [--count n]`);
  process.exitCode = 64;
}

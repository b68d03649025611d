import { existsSync, readdirSync } from 'node:fs';

/** `npm run bench -- <name> [--quick]`. Every folder here is a benchmark, and its index.ts exports `run`. */
interface Benchmark {
  run: (options: { quick: boolean }) => Promise<void>;
}

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${import.meta.dirname}/${entry.name}/index.ts`))
  .map((entry) => entry.name);
const [name = '', ...flags] = process.argv.slice(2);

if (names.includes(name)) {
  const { run } = (await import(`./${name}/index.ts`)) as Benchmark;
  await run({ quick: flags.includes('--quick') });
} else {
  console.error(`Usage: npm run bench -- <${names.join('|')}> [--quick]`);
  process.exitCode = 64;
}

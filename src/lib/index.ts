export * from './batcher.ts';
export * from './clock.ts';
export { csvFormOf, csvLine, readCsv, type CsvForm } from './csv.ts';
export * from './errors/index.ts';
export * from './html.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './secret.ts';

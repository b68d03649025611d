export * from './batcher.ts';
export * from './clock.ts';
export { csvLine, readCsv } from './csv.ts';
export * from './errors/index.ts';
export * from './html.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './secret.ts';
export * from './wallets/index.ts';

export * from './contracts.ts';
export * from './outbox.ts';

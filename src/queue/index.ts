export * from './contracts.ts';
export * from './outbox.ts';
export * from './queues.ts';

export * from './capabilities.ts';
export * from './contract.ts';
export { isSupplierFailure } from './exchange.ts';
export { readRecipient } from './recipient.ts';

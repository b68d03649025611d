export * from './capabilities.ts';
export * from './contract.ts';
export { isSupplierFailure } from './exchange.ts';
export { createMyStars, type MyStarsOptions } from './mystars/client.ts';

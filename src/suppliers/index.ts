export * from './capabilities.ts';
export * from './contract.ts';
export { isSupplierFailure } from '../platform/index.ts';
export { createIStar } from './istar/index.ts';
export { probeSupplier, type Probe } from './probe.ts';
export { readRecipient } from './recipient.ts';
export { createMyStars, type MyStarsOptions } from './mystars/client.ts';

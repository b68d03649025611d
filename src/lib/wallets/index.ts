export { cleanAddress, walletIdentity, walletSpellings } from './identity.ts';
export { isAddress, knowsNetwork } from './networks.ts';
export { readTon } from './ton.ts';

export { isAddress, knowsNetwork } from './networks.ts';

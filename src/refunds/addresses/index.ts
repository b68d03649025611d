export { isAddress, knowsNetwork, NETWORK_CODES } from './networks.ts';

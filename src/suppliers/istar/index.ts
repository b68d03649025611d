export { createIStar } from './client.ts';

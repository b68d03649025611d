export { deleteMyAccount, exportMyData } from './privacy.ts';

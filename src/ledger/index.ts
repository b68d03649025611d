export * from './journalId.ts';
export { addAsset, openUserAccounts, post } from './post.ts';
export * from './read.ts';
export * from './types.ts';

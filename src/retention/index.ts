export { cleanOld } from './clean.ts';
export { reportStorage, wouldRemove, type TableReport } from './report.ts';
export { BOUNDED } from './policy.ts';
export { KEPT } from './kept.ts';

export { countBugs } from './count.ts';
export { flushErrors, keepErrors } from './keep.ts';
export { markErrors } from './staffSteps.ts';

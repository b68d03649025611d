export { examine, SERVICES, type Checked, type Installation } from './checks.ts';
export type { Finding, State } from './finding.ts';
export { fill, WORDS, type Wording } from './words.ts';

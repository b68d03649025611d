export { certificateDays } from './addresses.ts';
export { examine, SERVICES, type CheckName } from './checks.ts';
export type { Finding, Installation, State } from './finding.ts';
export { fill, WORDS, type Wording } from './words.ts';

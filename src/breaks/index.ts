export { ownBreak, remarkOnBreak, seeBreaksAgain, showBooked } from './change.ts';
export { endBreak } from './close.ts';
export { healBreaks, healSettlementBreaks } from './heal.ts';
export {
  RESOLUTIONS,
  type BreakClass,
  type BreakEnd,
  type BreakFinder,
  type BreakStatus,
  type Resolution,
} from './kinds.ts';
export { openBreak, type FoundBreak } from './open.ts';
export { addBreakEvent, type BreakStep } from './trail.ts';

export { backupSigns, judgeBackups } from './backups.ts';
export { isAlive, startBeating } from './processes.ts';
export { outboxAges, readSigns, redisSigns, type HealthApp } from './read.ts';
export { claimRevival, isKnownElsewhere, noteEnd, noteKnown, noteStart, readSchedules } from './schedules.ts';
export type { Sign } from './sign.ts';
export { clearSign, raiseSign } from './stored.ts';

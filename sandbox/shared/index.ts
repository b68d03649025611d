export * from './calls.ts';
export * from './compact.ts';
export * from './faults.ts';
export * from './hub.ts';
export * from './inspection.ts';
export * from './stateFile.ts';
export * from './time.ts';

export { inMinorUnits, type FilterValue } from './conditions.ts';
export * from './read.ts';
export * from './shape.ts';

export * from './ability.ts';
export * from './table.ts';

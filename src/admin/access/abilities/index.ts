export * from './ability.ts';

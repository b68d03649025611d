export * from './clock.ts';
export * from './errors.ts';
export * from './html.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './secret.ts';

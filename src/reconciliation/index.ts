export { assignBreak, remarkBreak } from './handling.ts';
export { paymentReport, type PaymentReport } from './report.ts';
export { RESOLUTIONS, type Resolution, type Side } from './resolutions.ts';
export { resolveBreak, type ResolveInput } from './resolve.ts';
export { runSweep, type Sweep, type SweepInput } from './sweep.ts';

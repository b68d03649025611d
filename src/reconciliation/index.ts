export { paymentReport, type PaymentReport } from './report.ts';
export {
  assignBreak,
  remarkBreak,
  RESOLUTIONS,
  resolveBreak,
  type Resolution,
  type ResolveInput,
} from './resolve.ts';
export { runSweep, type Sweep, type SweepCounts, type SweepInput } from './sweep.ts';

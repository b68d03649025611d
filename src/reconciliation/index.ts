export { findDailyReport, listDailyReports, makeDailyReports, type DailyReport } from './dailyReports.ts';
export { exportBreaks } from './exportBreaks.ts';
export { assignBreak, remarkBreak } from './handling.ts';
export { paymentReport, type PaymentReport } from './report.ts';
export { sidesOf, type Side } from './resolutions.ts';
export type { ResolveInput } from './decision.ts';
export { applyBreak, breakDeclined, resolveBreak } from './resolve.ts';
export { withStatement, type Statement } from './statement.ts';
export { runSweep, type Sweep, type SweepInput } from './sweep.ts';

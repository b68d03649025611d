export { ADDRESS_WAIT_MS, confirmAddress, proposeAddress, stopAddress, type Candidate } from './address.ts';
export {
  approveRefund,
  askForAddress,
  cancelRefund,
  rejectRefund,
  retryRefund,
  type Decided,
  type Decision,
} from './decide.ts';
export { executeRefund } from './execute.ts';
export { plannedLines } from './journals.ts';
export {
  applyLimit,
  bookingNeedsSecond,
  givingNeedsSecond,
  limitOf,
  refundLimits,
  setRefundLimit,
  type RefundLimit,
} from './limits.ts';
export { lookUpNow, lookUpRefund } from './lookUp.ts';
export { watchOpenRefunds } from './watch.ts';
export { originalsOf, type Original } from './originals.ts';
export {
  findRefund,
  listRefunds,
  refundedOrders,
  refundEvents,
  refundsOnHold,
  type RefundEvent,
} from './read.ts';
export {
  requestAdjustment,
  requestRefund,
  requestRelease,
  type AdjustmentRequest,
  type RefundRequest,
  type ReleaseRequest,
} from './request.ts';
export { previewRequest, type RequestPreview } from './preview.ts';
export {
  canStop,
  isUnderWay,
  OPEN_REFUND_STATUSES,
  REFUND_STATES,
  REFUND_STATUSES,
  staffMay,
  takesAddress,
  type RefundStatus,
  type StaffStep,
} from './states.ts';
export {
  REFUND_DESTINATIONS,
  LIMIT_KINDS,
  REFUND_KINDS,
  REFUND_REASONS,
  type Refund,
  type RefundDestination,
  type LimitKind,
  type RefundKind,
  type RefundReason,
} from './types.ts';

export {
  applySupplierEvent,
  MAX_SUPPLIER_EVENT_BYTES,
  receiveSupplierEvent,
  type IncomingEvent,
} from './events.ts';
export { deliveryFigures } from './figures.ts';
export { coinsBackJournal, journalsOf } from './journals.ts';
export { lookUpDelivery } from './lookUp.ts';
export { claimDelivery, claimNext, confirmSent, giveBackDelivery, markSent, type ByHand } from './manual.ts';
export { lockDelivery } from './move.ts';
export { beginForOrder } from './orders.ts';
export { changeNote, MAX_NOTE, readNote } from './note.ts';
export { applyPayment } from './payment.ts';
export {
  deliveriesOfOrders,
  deliveryOfJournal,
  deliveryOfOrder,
  deliveryTrail,
  findDelivery,
  findRequested,
  listDeliveries,
  recentRecipients,
  statusesOfJournals,
  stepsOf,
  type DeliveryStep,
} from './read.ts';
export {
  MAX_DELIVERY,
  MIN_DELIVERY,
  requestDelivery,
  requestForOrder,
  type DeliveryRequest,
} from './request.ts';
export {
  adoptOrder,
  doubtDelivery,
  refuseDelivery,
  releaseDelivery,
  resolveDelivery,
  retryDelivery,
  type Resolution,
} from './resolve.ts';
export { sendDelivery, supplierNow } from './send.ts';
export { freeDeliveries, settleFlagged } from './review.ts';
export {
  DELIVERY_STATES,
  DELIVERY_STATUSES,
  isOver,
  OPEN_DELIVERIES,
  type DeliveryStatus,
} from './states.ts';
export { sweepSuppliers, type SupplySweep } from './sweep.ts';
export { endStuckPayment, proveStuckPayment } from './stuckPayment.ts';
export { tellDelivery } from './chainPayment.ts';
export type { Delivery, DeliveryContext } from './types.ts';
export { FREE_SQL, STAFF_STEPS, type Situation, type StaffStep } from './staffSteps.ts';
export { watchDeliveries } from './watch.ts';

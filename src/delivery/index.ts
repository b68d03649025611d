export {
  applySupplierEvent,
  MAX_SUPPLIER_EVENT_BYTES,
  receiveSupplierEvent,
  type IncomingEvent,
} from './events.ts';
export { lookUpDelivery } from './lookUp.ts';
export { claimDelivery, confirmSent, giveBackDelivery, markSent, type ByHand } from './manual.ts';
export { beginForOrder } from './orders.ts';
export {
  deliveriesOfOrders,
  deliveryOfJournal,
  deliveryOfOrder,
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
  refuseDelivery,
  releaseDelivery,
  resolveDelivery,
  retryDelivery,
  type Resolution,
} from './resolve.ts';
export { sendDelivery, supplierNow } from './send.ts';
export {
  DELIVERY_STATES,
  DELIVERY_STATUSES,
  isOver,
  OPEN_DELIVERIES,
  type DeliveryStatus,
} from './states.ts';
export type { Delivery, DeliveryContext, Payer, PaymentState } from './types.ts';
export { watchDeliveries } from './watch.ts';

export {
  applySupplierEvent,
  MAX_SUPPLIER_EVENT_BYTES,
  receiveSupplierEvent,
  type IncomingEvent,
} from './events.ts';
export { deliveryFigures } from './figures.ts';
export { lookUpDelivery } from './lookUp.ts';
export { claimDelivery, confirmSent, giveBackDelivery, markSent, type ByHand } from './manual.ts';
export { beginForOrder } from './orders.ts';
export {
  deliveryOfJournal,
  deliveryOfOrder,
  deliveryTrail,
  findDelivery,
  listDeliveries,
  recentRecipients,
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
export { settleFlagged } from './review.ts';
export { sendDelivery } from './send.ts';
export {
  DELIVERY_STATES,
  DELIVERY_STATUSES,
  isOver,
  OPEN_DELIVERIES,
  type DeliveryStatus,
} from './states.ts';
export type { Delivery, DeliveryContext, Payer, PaymentState } from './types.ts';
export { watchDeliveries } from './watch.ts';

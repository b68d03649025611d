export * from './balancePurchase.ts';
export * from './coin.ts';
export { history, type Transaction } from './history.ts';
export * from './historyKinds.ts';
export * from './packageAdmin.ts';
export * from './packageRules.ts';
export * from './packages.ts';
export { findPriceChange, type PriceChange, type PriceConcern } from './priceChanges.ts';
export * from './priceDecisions.ts';
export { previewPrice, type PricePlan, type PriceTerms } from './pricePlan.ts';
export {
  requestPrice,
  rewriteDraft,
  submitDraft,
  termsOf,
  type AskedPrice,
  type PriceRequest,
} from './priceRequests.ts';
export * from './priceVersions.ts';
export * from './orderMessages.ts';
export {
  findLatestOrder,
  findOrder,
  findOrders,
  listPayableOrders,
  listPendingOrders,
  lockOrders,
} from './findOrders.ts';
export { moveOrder, moveOrders, type OrderStep } from './moveOrders.ts';
export { buyWithTopup, missingTopup, type MissingTopup } from './topupPurchase.ts';
export { wantDelivery } from './wantDelivery.ts';
export { createPurchase, createTopup } from './placeOrder.ts';
export * from './promoAdmin.ts';
export { findPromo, isFor, type Promo, type PromoRefusal } from './promoCodes.ts';
export { PROMO_KINDS, readPromoCode, withPromo, type PromoKind, type PromoOffer } from './promoTerms.ts';
export { offerOf, singleStars } from './quote.ts';
export { soldBelowCost, starCost, type StarCost } from './starCost.ts';
export * from './states.ts';
export type { Order, Package } from './types.ts';
export { ORDER_KINDS } from './types.ts';
export { readSupply, requireSupply, type SupplyState } from './supply.ts';
export * from './transaction.ts';

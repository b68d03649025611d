export { applyBooking, type Booked } from './booking.ts';
export { bookFunding, fundingAsset, type Funding } from './funding.ts';
export { bookIncoming, INCOMING_AS, previewIncoming, type IncomingBooking } from './incoming.ts';
export { readTreasury } from './read.ts';
export { bookReturns } from './returns.ts';
export {
  API_SUPPLIERS,
  DUE_MOVES,
  MOVES,
  placeOf,
  supplierStatement,
  type ApiSupplier,
  type DueMove,
  type Move,
  type SupplierStatement,
} from './statement.ts';
export { readTheirList, type Listed } from './theirList.ts';
export {
  ACCOUNT_OF,
  assetOf,
  FUNDING_ENDS,
  PLACES,
  type FundingEnd,
  type Place,
  type TreasuryContext,
} from './types.ts';

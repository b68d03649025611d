export { advancePayments } from './advance.ts';
export type { Chain, ChainAccount, ChainPoint } from './chain.ts';
export { collectIncoming, findIncoming, type Incoming } from './incoming.ts';
export {
  findPayment,
  findPaymentsOf,
  seenAmong,
  stuckPayments,
  type OnPaymentMoved,
  type PaymentState,
  type TonPayment,
} from './payment.ts';
export { walletState, walletTrouble, type WalletState } from './state.ts';
export { endStuck, endStuckAsPaid, findProof } from './stuck.ts';
export { createTon, type Ton, type TonContext } from './ton.ts';
export { cancelPayment, wantPayment, wantPayments, type Want } from './want.ts';

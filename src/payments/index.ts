export { applyEvent } from './applyEvent.ts';
export { bookByHand } from './bookByHand.ts';
export type { PaymentsContext } from './context.ts';
export { bothSides } from './differences.ts';
export { createHeleket, isKeyRefused, isProviderFailure } from './heleket.ts';
export { giveUpOrder } from './giveUp.ts';
export { HEADLINES, sentenceOf, type Headline } from './headlines.ts';
export { isBusy } from './heleketTransport.ts';
export { goneAmong } from './ownerGone.ts';
export { openInvoice } from './openInvoice.ts';
export {
  checkOrder,
  pollInvoice,
  recheckOrder,
  type Looked,
  queueDuePolls,
  queuePollsOfTheFuture,
} from './pollInvoice.ts';
export type * from './provider.ts';
export { figuresOf, samePrice, wholeUnits } from './figures.ts';
export { expectRefund, findInvoiceByOrder, findInvoicesByOrders } from './queries.ts';
export { questionnaireFor } from './questionnaire.ts';
export { MAX_WEBHOOK_BYTES, receiveWebhook, type IncomingWebhook } from './receiveWebhook.ts';
export { sameText, signBody, type SignatureForm } from './signature.ts';
export { settle } from './settle.ts';
export type { Outcome, ReviewReason } from './settlement.ts';
export { createSettler, type Settler } from './settler.ts';
export { readStatementRow } from './statementRow.ts';
export { PROVIDER_STATUSES, rankOf, type StatusMeaning } from './statuses.ts';
export { truthOf, type Asking, type PaymentAct, type PaymentTruth, type TruthInvoice } from './truth.ts';
export type { Invoice, StoredInvoice } from './types.ts';
export type { UnreadableRow } from './unreadable.ts';

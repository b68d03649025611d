import { approveProposal, rejectProposal, takeBackProposal } from '../../src/approvals/index.ts';
import {
  adoptOrder,
  claimDelivery,
  claimNext,
  confirmSent,
  doubtDelivery,
  endStuckPayment,
  giveBackDelivery,
  markSent,
  refuseDelivery,
  releaseDelivery,
  resolveDelivery,
  retryDelivery,
} from '../../src/delivery/index.ts';
import {
  addListEntry,
  changeRule,
  createRule,
  decideFlag,
  removeListEntry,
  snoozeRule,
} from '../../src/fraud/index.ts';
import { newId } from '../../src/lib/index.ts';
import { recheckOrder } from '../../src/payments/index.ts';
import { assignBreak, remarkBreak, resolveBreak } from '../../src/reconciliation/index.ts';
import {
  approveRefund,
  askForAddress,
  cancelRefund,
  lookUpNow,
  rejectRefund,
  requestAdjustment,
  requestRefund,
  requestRelease,
  retryRefund,
} from '../../src/refunds/index.ts';
import {
  approvePrice,
  approvePromo,
  createPackage,
  createPromo,
  movePromo,
  rejectPrice,
  requestPrice,
  rewriteDraft,
  setPackageActive,
  submitDraft,
  takeBackPrice,
} from '../../src/shop/index.ts';
import {
  closeSessions,
  disableStaff,
  requestEnable,
  requestPasswordReset,
  requestRole,
  requestStaff,
  requestTotpReset,
  takeLink,
  unlockStaff,
  type Subject,
} from '../../src/staff/index.ts';
import {
  answerAgain,
  assignTicket,
  closeTicket,
  linkTicketToOrder,
  mergeTickets,
  noteOnTicket,
  reopenTicketByStaff,
  replyToTicket,
  resendNotification,
  resendReply,
  resolveTicket,
  setTicketPriority,
  takeTicket,
} from '../../src/support/index.ts';
import { bookFunding, bookIncoming } from '../../src/treasury/index.ts';
import { setUserStatus } from '../../src/users/index.ts';
import { TON } from '../kit/money.ts';
import type { Everything } from './everything.ts';
import { operationsOf } from './operations.ts';
import { all, type UseCase } from './useCase.ts';

/** The decisions on what waits for a second person. */
const proposal = (subject: Subject, proposalId: string): UseCase[] =>
  all('approve', subject, [
    [`approveProposal of ${subject}`, (app, staffId) => approveProposal(app, { proposalId, staffId })],
    [`rejectProposal of ${subject}`, (app, staffId) => rejectProposal(app, { proposalId, staffId })],
  ]);

/** Every use case that changes something for a member of staff. */
export function useCasesOf(made: Everything): readonly UseCase[] {
  const words = () => ({ reason: 'other', note: 'for the walk', requestKey: newId() }) as const;
  const terms = { price: 101n * TON, bonusStars: 0, reason: 'for the walk' };
  const reason = 'for the walk';
  const onTicket = (staffId: bigint) => ({ ticketId: made.ticket, staffId });
  const status = (userId: bigint, to: 'active' | 'under_review' | 'blocked'): UseCase['call'] => {
    return (app, staffId) => setUserStatus(app, { userId, status: to, reason, staffId });
  };
  const account = (by: bigint) => ({ staffId: made.person, by, reason });
  const { deliveries } = made;
  const on = (deliveryId: string) => ({ deliveryId });
  const { ruleId, parameters } = made.rule;
  const rule = { parameters, effect: 'block', weight: 10, reason } as const;
  return [
    ...all('review', 'users', [['setUserStatus to a review', status(made.user.id, 'under_review')]]),
    ...all('block', 'users', [
      ['setUserStatus to block', status(made.user.id, 'blocked')],
      ['setUserStatus to free', status(made.blocked.id, 'active')],
      ['setUserStatus to make a block weaker', status(made.blocked.id, 'under_review')],
    ]),
    ...all('take', 'tickets', [
      ['takeTicket', (app, staffId) => takeTicket(app, { ticketId: made.twin, staffId })],
      ['assignTicket', (app, staffId) => assignTicket(app, { ...onTicket(staffId), ownerId: null })],
      [
        'setTicketPriority',
        (app, staffId) => setTicketPriority(app, { ...onTicket(staffId), priority: 'high' }),
      ],
      [
        'linkTicketToOrder',
        (app, staffId) => linkTicketToOrder(app, { ...onTicket(staffId), orderId: made.order.id }),
      ],
    ]),
    ...all('reply', 'tickets', [
      ['replyToTicket', (app, staffId) => replyToTicket(app, { ...onTicket(staffId), text: 'Hello' })],
      ['resendReply', (app, staffId) => resendReply(app, { ...onTicket(staffId), messageId: made.message })],
    ]),
    ...all('note', 'tickets', [
      ['noteOnTicket', (app, staffId) => noteOnTicket(app, { ...onTicket(staffId), text: 'A note' })],
    ]),
    ...all('resolve', 'tickets', [
      ['resolveTicket', (app, staffId) => resolveTicket(app, onTicket(staffId))],
      ['closeTicket', (app, staffId) => closeTicket(app, onTicket(staffId))],
    ]),
    ...all('reopen', 'tickets', [
      [
        'reopenTicketByStaff',
        (app, staffId) => reopenTicketByStaff(app, { ticketId: made.resolved, staffId }),
      ],
    ]),
    ...all('merge', 'tickets', [
      ['mergeTickets', (app, staffId) => mergeTickets(app, { ...onTicket(staffId), intoId: made.twin })],
    ]),
    ...all('edit', 'treasury', [
      [
        'bookFunding',
        (app, staffId) =>
          bookFunding(app, { from: 'capital', to: 'ton_wallet', amount: TON, remark: newId(), staffId }),
      ],
      [
        'bookIncoming',
        (app, staffId) =>
          bookIncoming(app, { txHash: made.transfer, as: 'capital', remark: reason, staffId }),
      ],
    ]),
    ...all('recheck', 'orders', [
      ['recheckOrder', (app, staffId) => recheckOrder(app, { orderId: made.paidOrder, staffId })],
    ]),
    ...all('manage', 'notifications', [
      [
        'resendNotification',
        (app, staffId) => resendNotification(app, { notificationId: made.notice, staffId }),
      ],
      ['answerAgain', (app, staffId) => answerAgain(app, { updateId: 7, staffId })],
    ]),
    ...all('request', 'refunds', [
      [
        'requestRefund',
        (app, staffId) =>
          requestRefund(app, {
            ...words(),
            of: { orderId: made.order.id },
            destination: 'balance',
            amount: TON,
            staffId,
          }),
      ],
    ]),
    ...all('approve', 'refunds', [
      ['approveRefund', (app, staffId) => approveRefund(app, { refundId: made.refund, staffId })],
      ['rejectRefund', (app, staffId) => rejectRefund(app, { refundId: made.refund, staffId })],
    ]),
    ...all('manage', 'refunds', [
      ['cancelRefund', (app, staffId) => cancelRefund(app, { refundId: made.refund, staffId })],
      ['retryRefund', (app, staffId) => retryRefund(app, { refundId: made.failed, staffId })],
      ['lookUpNow', (app, staffId) => lookUpNow(app, { refundId: made.refund, staffId })],
      [
        'askForAddress',
        (app, staffId) => askForAddress(app, { refundId: made.failed, staffId }),
        { otherwise: 'REFUND_STATE' },
      ],
    ]),
    ...all('request', 'adjustments', [
      [
        'requestAdjustment',
        (app, staffId) =>
          requestAdjustment(app, {
            ...words(),
            userId: made.user.id,
            direction: 'credit',
            asset: 'TON',
            amount: TON,
            staffId,
          }),
      ],
      [
        'requestRelease',
        (app, staffId) =>
          requestRelease(app, { ...words(), journalId: newId(), userId: made.user.id, staffId }),
        { otherwise: 'JOURNAL_UNKNOWN' },
      ],
    ]),
    ...all('approve', 'adjustments', [
      [
        'approveRefund of an adjustment',
        (app, staffId) => approveRefund(app, { refundId: made.adjustment, staffId }),
      ],
      [
        'rejectRefund of an adjustment',
        (app, staffId) => rejectRefund(app, { refundId: made.adjustment, staffId }),
      ],
    ]),
    ...all('manage', 'adjustments', [
      [
        'cancelRefund of an adjustment',
        (app, staffId) => cancelRefund(app, { refundId: made.adjustment, staffId }),
      ],
    ]),
    ...all('send', 'deliveries', [
      ['claimDelivery', (app, staffId) => claimDelivery(app, { ...on(deliveries.waiting), staffId })],
      ['claimNext', (app, staffId) => claimNext(app, { staffId })],
      [
        'giveBackDelivery',
        (app, staffId) => giveBackDelivery(app, { ...on(deliveries.inHand), staffId, reason }),
        { otherwise: 'DELIVERY_CLAIMED' },
      ],
      [
        'markSent',
        (app, staffId) => markSent(app, { ...on(deliveries.inHand), staffId, proof: 'tx' }),
        { otherwise: 'DELIVERY_CLAIMED' },
      ],
    ]),
    ...all('approve', 'deliveries', [
      ['confirmSent', (app, staffId) => confirmSent(app, { ...on(deliveries.sent), staffId })],
    ]),
    ...all('resolve', 'deliveries', [
      [
        'resolveDelivery',
        (app, staffId) =>
          resolveDelivery(app, { ...on(deliveries.uncertain), staffId, as: 'failed', remark: reason }),
      ],
      [
        'doubtDelivery',
        (app, staffId) => doubtDelivery(app, { ...on(deliveries.inHand), staffId, remark: reason }),
      ],
      [
        'adoptOrder',
        (app, staffId) => adoptOrder(app, { ...on(deliveries.uncertain), staffId, remark: reason, ref: 'x' }),
        { otherwise: 'DELIVERY_STATE' },
      ],
      [
        'releaseDelivery',
        (app, staffId) => releaseDelivery(app, { ...on(deliveries.held), staffId, remark: reason }),
      ],
      [
        'refuseDelivery',
        (app, staffId) => refuseDelivery(app, { ...on(deliveries.waiting), staffId, remark: reason }),
      ],
      [
        'retryDelivery',
        (app, staffId) => retryDelivery(app, { ...on(deliveries.waiting), staffId }),
        { otherwise: 'DELIVERY_OFF' },
      ],
      [
        'endStuckPayment',
        (app, staffId) => endStuckPayment(app, { paymentId: newId(), staffId, remark: reason }),
        { otherwise: 'DELIVERY_STATE' },
      ],
    ]),
    ...all('resolve', 'breaks', [
      [
        'assignBreak',
        (app, staffId) => assignBreak(app, { breakId: made.openBreak, staffId, ownerId: staffId }),
      ],
      [
        'remarkBreak',
        (app, staffId) => remarkBreak(app, { breakId: made.openBreak, staffId, remark: 'seen' }),
      ],
      [
        'resolveBreak',
        (app, staffId) =>
          resolveBreak(app, { breakId: made.openBreak, staffId, resolution: 'ignore', note: reason }),
      ],
    ]),
    ...proposal('breaks', made.credit),
    ...proposal('treasury', made.large),
    ...all('decide', 'fraud_flags', [
      [
        'decideFlag',
        (app, staffId) => decideFlag(app, { flagId: made.flag, decision: 'confirmed', staffId, note: '' }),
      ],
      [
        'snoozeRule',
        (app, staffId) => {
          const until = new Date(Date.now() + 86_400_000);
          return snoozeRule(app, { ruleId, userId: made.user.id, until, staffId, note: '' });
        },
      ],
    ]),
    ...all('edit', 'fraud_rules', [
      [
        'createRule',
        (app, staffId) => {
          const titles = { titleRu: 'проба', titleEn: 'test' };
          return createRule(app, { ...rule, ...titles, ruleId: 'of-the-walk', kind: 'rate_blocks', staffId });
        },
      ],
      [
        'changeRule',
        (app, staffId) => changeRule(app, { ...rule, ruleId, mode: 'live', seenVersion: 2, staffId }),
      ],
      [
        'addListEntry',
        (app, staffId) =>
          addListEntry(app, { list: 'block', who: { userId: made.user.id }, note: 'x', staffId }),
      ],
      ['removeListEntry', (app, staffId) => removeListEntry(app, { entryId: made.entry, staffId, reason })],
    ]),
    ...all('edit', 'promo_codes', [
      [
        'createPromo',
        (app, staffId) =>
          createPromo(app, {
            code: `WALK-${staffId}`,
            kind: 'percent',
            value: 5n,
            budget: TON,
            maxPerUser: 1,
            firstOnly: false,
            note: reason,
            staffId,
          }),
      ],
      [
        'movePromo',
        (app, staffId) => movePromo(app, { id: 0n, to: 'ended', staffId }),
        { otherwise: 'PROMO_STATE' },
      ],
    ]),
    ...all('approve', 'promo_codes', [
      [
        'approvePromo',
        (app, staffId) => approvePromo(app, { id: 0n, staffId }),
        { otherwise: 'PROMO_STATE' },
      ],
    ]),
    ...all('edit', 'packages', [
      [
        'createPackage',
        (app, staffId) => createPackage(app, { staffId, stars: 31_337, terms, requestKey: newId() }),
      ],
      [
        'requestPrice',
        (app, staffId) =>
          requestPrice(app, { staffId, packageId: made.packageId, terms, requestKey: newId() }),
      ],
      [
        'setPackageActive',
        (app, staffId) => setPackageActive(app, { stars: made.stars, active: false, staffId }),
      ],
      [
        'rewriteDraft',
        (app, staffId) => rewriteDraft(app, { changeId: made.price, staffId, terms }),
        { otherwise: 'PRICE_NOT_ALLOWED' },
      ],
      [
        'submitDraft',
        (app, staffId) => submitDraft(app, { changeId: made.price, staffId }),
        { otherwise: 'PRICE_NOT_ALLOWED' },
      ],
      ['takeBackPrice', (app, staffId) => takeBackPrice(app, { changeId: made.ownPrice, staffId })],
    ]),
    ...all('approve', 'packages', [
      ['approvePrice', (app, staffId) => approvePrice(app, { changeId: made.price, staffId })],
      ['rejectPrice', (app, staffId) => rejectPrice(app, { changeId: made.price, staffId })],
    ]),
    ...all('edit', 'staff', [
      [
        'requestStaff',
        (app, by) =>
          requestStaff(app, { email: 'new@example.test', name: 'New', role: 'support', by, reason }),
      ],
      ['requestRole', (app, by) => requestRole(app, { ...account(by), role: 'auditor' })],
      ['requestEnable', (app, by) => requestEnable(app, account(by)), { otherwise: 'ALREADY_SO' }],
      ['requestPasswordReset', (app, by) => requestPasswordReset(app, account(by))],
      ['requestTotpReset', (app, by) => requestTotpReset(app, account(by)), { otherwise: 'ALREADY_SO' }],
      ['takeLink', (app, by) => takeLink(app, account(by)), { otherwise: 'LINK_INVALID' }],
      ['disableStaff', (app, by) => disableStaff(app, account(by))],
      ['unlockStaff', (app, by) => app.db.tx((tx) => unlockStaff(tx, account(by)))],
      ['closeSessions', (app, by) => closeSessions(app, account(by))],
      ['takeBackProposal', (app, by) => takeBackProposal(app, { proposalId: made.ownRaised, staffId: by })],
    ]),
    ...proposal('staff', made.raised),
    ...proposal('limits', made.looser),
    ...proposal('fraud_rules', made.weaker),
    ...operationsOf(made),
  ];
}

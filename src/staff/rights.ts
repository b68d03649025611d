import type { Role } from './types.ts';

/** Subjects that can be seen or acted on, the same for tables, pages and services. */
export const SUBJECTS = [
  'users',
  'tickets',
  'canned_replies',
  'faq',
  'orders',
  'invoices',
  'provider_events',
  'notifications',
  'refunds',
  'adjustments',
  'deliveries',
  'breaks',
  'fraud_flags',
  'fraud_rules',
  'ledger',
  'treasury',
  'packages',
  'promo_codes',
  'staff',
  'switches',
  'limits',
  'queues',
  'circuits',
  'readiness',
  'audit_log',
  'security_events',
  'alerts',
  'errors',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export const ACTIONS = [
  'see',
  'open', // personal data in clear text; each look is logged
  'review', // of a user: to put them under review
  'block', // also: to free a user from a review or a block
  'take',
  'reply',
  'note',
  'resolve', // a ticket, a break (also: owner and remark), an error, or a delivery that cannot go on alone
  'reopen',
  'merge', // a ticket into another one of its user
  'recheck', // ask the payment provider about an invoice now
  'decide', // on a fraud flag, also: to silence its rule for its user
  'edit',
  'export', // as a file
  'verify', // walk the whole ledger; ask a supplier how it is
  'act', // on jobs of a queue
  'reset', // of a circuit
  'send', // stars by hand
  'request', // a refund or an adjustment; how much is in `refund_limits`
  'approve', // or reject what somebody else requested: a refund, a price, a change of a limit, a rule, an account …
  'manage', // send again, ask for another address, give up; silence an alert
] as const;
export type Action = (typeof ACTIONS)[number];

/** What an alert is about. {@link ABILITIES} has the areas of each role. */
export type AlertArea = 'operation' | 'desk' | 'money' | 'fraud' | 'access';

/**
 * A right with limits: only rows whose column holds the person's own id, only rows whose column has one of these values,
 * or all columns but some.
 */
export interface LimitedRight {
  readonly action: Action;
  readonly own?: string;
  readonly among?: { readonly column: string; readonly values: readonly string[] };
  readonly without?: readonly string[];
}
export type Right = Action | LimitedRight;

const TICKET_WORK = [
  'see',
  'take',
  'reply',
  'note',
  'resolve',
  'reopen',
  'merge',
] as const satisfies readonly Action[];
/** Agents need not see the provider's raw answers, because these contain wallets of payers. */
const WITHOUT_FACTS: LimitedRight = { action: 'see', without: ['facts', 'body', 'ip', 'data'] };

/** The rights of people who act on the alerts of these areas. `take`: to acknowledge; `manage`: to silence. */
function alertsOf(...values: AlertArea[]): LimitedRight[] {
  return (['see', 'take', 'manage'] as const).map((action) => ({
    action,
    among: { column: 'area', values },
  }));
}

/**
 * Who may do what. This table is complete: nothing else is allowed. A test goes through it over HTTP. One column set
 * per role and subject, so that CASL's union of fields can never widen a limited right.
 */
export const ABILITIES: Readonly<Record<Subject, Readonly<Record<Role, readonly Right[]>>>> = {
  users: {
    // Agents see that a user is under review. Only people who decide see why.
    support: [{ action: 'see', without: ['status_reason'] }, 'open', 'review'],
    finance: ['see', 'open', 'review', 'block'],
    admin: ['see', 'open', 'review', 'block'],
    auditor: ['see'],
  },
  tickets: { support: TICKET_WORK, finance: ['see'], admin: TICKET_WORK, auditor: ['see'] },
  canned_replies: {
    support: ['see', { action: 'edit', own: 'created_by' }],
    finance: [],
    admin: ['see', 'edit'],
    auditor: ['see'],
  },
  faq: { support: ['see'], finance: [], admin: ['see', 'edit'], auditor: ['see'] },
  orders: {
    support: ['see', 'recheck'],
    finance: ['see', 'recheck'],
    admin: ['see', 'recheck'],
    auditor: ['see'],
  },
  invoices: { support: [WITHOUT_FACTS], finance: ['see'], admin: ['see'], auditor: ['see'] },
  provider_events: { support: [WITHOUT_FACTS], finance: ['see'], admin: ['see'], auditor: ['see'] },
  notifications: {
    support: [WITHOUT_FACTS, 'manage'],
    finance: ['see', 'manage'],
    admin: ['see', 'manage'],
    auditor: ['see'],
  },
  refunds: {
    support: ['see', 'request'],
    finance: ['see', 'request', 'approve', 'manage'],
    admin: ['see', 'approve', 'manage'],
    auditor: ['see'],
  },
  adjustments: {
    support: [],
    finance: ['see', 'request', 'approve', 'manage'],
    admin: ['see', 'approve', 'manage'],
    auditor: ['see'],
  },
  deliveries: {
    support: [{ action: 'see', without: ['body', 'raw', 'max_cost', 'cost', 'sold_for'] }, 'open', 'send'],
    finance: ['see', 'open', 'send', 'resolve', 'approve'],
    admin: ['see', 'open', 'send', 'resolve', 'approve'],
    auditor: ['see'],
  },
  breaks: {
    support: [],
    finance: ['see', 'resolve', 'approve'],
    admin: ['see', 'approve'],
    auditor: ['see'],
  },
  fraud_flags: { support: [], finance: ['see', 'decide'], admin: ['see', 'decide'], auditor: ['see'] },
  // Rules and the lists of exceptions.
  fraud_rules: { support: [], finance: ['see'], admin: ['see', 'edit', 'approve'], auditor: ['see'] },
  ledger: {
    support: [],
    finance: ['see', 'export', 'verify'],
    admin: ['see'],
    auditor: ['see', 'export', 'verify'],
  },
  // Balances elsewhere, what stars cost, margins. `edit`: to book money that was moved by hand.
  treasury: {
    support: [],
    finance: ['see', 'edit', 'approve', 'verify'],
    admin: ['see', 'approve', 'verify'],
    auditor: ['see'],
  },
  promo_codes: { support: ['see'], finance: ['see'], admin: ['see', 'edit', 'approve'], auditor: ['see'] },
  packages: {
    support: [{ action: 'see', without: ['cost', 'margin', 'cost_at'] }],
    finance: ['see'],
    admin: ['see', 'edit', 'approve'],
    auditor: ['see'],
  },
  staff: { support: [], finance: [], admin: ['see', 'edit', 'approve'], auditor: ['see'] },
  switches: { support: [], finance: [], admin: ['see', 'edit'], auditor: ['see'] },
  limits: { support: [], finance: [], admin: ['see', 'edit', 'approve'], auditor: ['see'] },
  queues: { support: [], finance: ['see'], admin: ['see', 'act'], auditor: ['see'] },
  circuits: { support: ['see'], finance: ['see'], admin: ['see', 'reset'], auditor: ['see'] },
  readiness: { support: [], finance: [], admin: ['see'], auditor: ['see'] },
  audit_log: {
    support: [{ action: 'see', own: 'staff_id' }],
    finance: [{ action: 'see', own: 'staff_id' }],
    admin: ['see'],
    auditor: ['see'],
  },
  security_events: { support: [], finance: [], admin: ['see'], auditor: ['see'] },
  // Who may acknowledge an alert is told about it; `edit`: to link groups in Telegram.
  alerts: {
    support: alertsOf('desk'),
    finance: alertsOf('money', 'fraud'),
    admin: ['see', 'take', 'manage', 'edit'],
    auditor: ['see'],
  },
  errors: { support: [], finance: [], admin: ['see', 'resolve'], auditor: ['see'] },
};

/** Whether a role has a right at all, on some rows or columns. */
export function roleMay(role: Role, action: Action, subject: Subject): boolean {
  return rightOf(role, action, subject) !== undefined;
}

/** The right of a role with its limits, if it has it. */
export function rightOf(role: Role, action: Action, subject: Subject): LimitedRight | undefined {
  return ABILITIES[subject][role]
    .map((right) => (typeof right === 'string' ? { action: right } : right))
    .find((right) => right.action === action);
}

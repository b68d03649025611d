import type { Logger } from '../../src/platform/index.ts';
import {
  createCallLog,
  createFaults,
  type CallLog,
  type FaultList,
  type SandboxTime,
  type SendSettings,
} from '../shared/index.ts';
import { createBudgets, type Budget, type Budgets } from './budgets.ts';
import type { Asset, MyStarsOrder, MyStarsState, Recipient } from './types.ts';

/** The address where all orders are paid. */
export const PAY_TO = 'UQC8fcGSMfIHL0A_jNpACZ2nrZTreqZ8QA0cKOjSA3s36Vnf';

export interface Settings {
  /** Price of one star, a decimal text. */
  tonPerStar: string;
  usdtPerTon: string;
  /** Pause between two steps of a paid order. */
  stepMs: number;
  /** How long an order waits for its payment. */
  windowMs: number;
  /** Calls in a minute by budget. */
  limits: Record<Budget, number>;
  /** Unpaid orders to one recipient at a time. */
  openPerRecipient: number;
}

/** How webhooks are sent. A test changes it over the play interface. */
export interface MyStarsWebhookSettings extends SendSettings {
  /** `auto`: the present secret. For a day after a rotation also the previous one. */
  sign: SignWith;
}
export const SIGN_WITH = ['auto', 'previous', 'wrong', 'none'] as const;
export type SignWith = (typeof SIGN_WITH)[number];

/** Sends money back to the payer. Returns the id of the transaction. */
export type GiveBack = (back: {
  to: string;
  amount: bigint;
  asset: Asset;
  memo: string;
}) => string | undefined;

export interface MyStarsParts {
  apiKey: string;
  webhookSecret: string;
  time: SandboxTime;
  log: Logger;
  saved: MyStarsState | undefined;
  changed: () => void;
  /** A person of the imitated Telegram by username, in any letter case. */
  accountOf: (username: string) => { name: string } | undefined;
  /** Stars arrive at an account. */
  onDelivered: (delivery: { username: string; stars: number; orderId: string }) => void;
  giveBack?: GiveBack;
}

export interface MyStarsWorld extends Required<Omit<MyStarsParts, 'saved' | 'webhookSecret'>> {
  readonly state: MyStarsState;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly budgets: Budgets;
  readonly settings: Settings;
  readonly webhooks: MyStarsWebhookSettings;
  readonly secrets: { current: string; previous: string | null; rotatedAt: number };
  /** What a test said about a name. */
  readonly recipients: Map<string, Recipient>;
  readonly byId: Map<string, MyStarsOrder>;
  readonly byKey: Map<string, MyStarsOrder>;
}

export function createMyStarsWorld({ saved, webhookSecret, ...parts }: MyStarsParts): MyStarsWorld {
  const state = saved ?? { nextSequence: 1, nextWebhook: 1, orders: [], payments: [], webhooks: [] };
  const settings: Settings = {
    // 1.5 cents a star at the sandbox's rate.
    tonPerStar: '0.0046875',
    usdtPerTon: '3.2',
    stepMs: 300,
    windowMs: 2 * 3600_000,
    limits: { general: 60, orders: 60, probes: 60 },
    openPerRecipient: 10,
  };
  return {
    giveBack: () => undefined,
    ...parts,
    state,
    settings,
    faults: createFaults(),
    calls: createCallLog(),
    budgets: createBudgets(parts.time, settings),
    webhooks: { paused: false, lose: 0, copies: 1, delayMs: 0, sign: 'auto', timeoutMs: 5000 },
    secrets: { current: webhookSecret, previous: null, rotatedAt: 0 },
    recipients: new Map(),
    byId: new Map(state.orders.map((order) => [order.id, order])),
    byKey: new Map(state.orders.map((order) => [order.key, order])),
  };
}

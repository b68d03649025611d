import type { Logger } from '../../src/platform/index.ts';
import {
  createCallLog,
  createFaults,
  type CallLog,
  type FaultList,
  type Hub,
  type SandboxTime,
  type SendSettings,
} from '../shared/index.ts';
import type { Style } from './signing.ts';
import type { HeleketInvoice, HeleketState } from './types.ts';

/** How webhooks are sent. A test changes it over the play interface. */
export interface WebhookSettings extends SendSettings {
  style: Style;
  signFirst: boolean;
  /** Sent as X-Forwarded-For if set, to test the source check. */
  sourceIp: string | null;
  wrongSign: boolean;
  /** Extra members, to test that unknown ones are hashed and ignored. */
  extra: Record<string, unknown>;
}

export interface HeleketWorld {
  readonly merchant: string;
  readonly paymentKey: string;
  readonly payoutKey: string;
  /** Address of the pay pages, without a slash at the end. */
  readonly publicUrl: string;
  readonly state: HeleketState;
  readonly time: SandboxTime;
  readonly hub: Hub;
  readonly log: Logger;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly webhooks: WebhookSettings;
  readonly settings: { refunds: 'manual' | 'paid' | 'fail' };
  readonly byUuid: Map<string, HeleketInvoice>;
  readonly byOrder: Map<string, HeleketInvoice>;
  /** Invoices whose lifetime has not ended. */
  readonly open: Set<HeleketInvoice>;
  readonly changed: () => void;
}

export interface HeleketParts {
  merchant: string;
  paymentKey: string;
  payoutKey: string;
  publicUrl: string;
  time: SandboxTime;
  hub: Hub;
  log: Logger;
  saved: HeleketState | undefined;
  changed: () => void;
}

export function createHeleketWorld(parts: HeleketParts): HeleketWorld {
  const { saved, ...rest } = parts;
  const state = saved ?? { nextSequence: 1, nextWebhook: 1, invoices: [], webhooks: [] };
  return {
    ...rest,
    state,
    faults: createFaults(),
    calls: createCallLog(),
    webhooks: {
      style: 'php',
      signFirst: false,
      paused: false,
      lose: 0,
      copies: 1,
      delayMs: 0,
      sourceIp: null,
      wrongSign: false,
      extra: { payer_comment: null, source: 'sandbox' },
      timeoutMs: 10_000,
    },
    settings: { refunds: 'manual' },
    byUuid: new Map(state.invoices.map((invoice) => [invoice.uuid, invoice])),
    byOrder: new Map(state.invoices.map((invoice) => [invoice.orderId, invoice])),
    open: new Set(state.invoices.filter((item) => ['check', 'wrong_amount_waiting'].includes(item.status))),
  };
}

/** By uuid or by order id. */
export function findInvoice(world: HeleketWorld, name: string): HeleketInvoice | undefined {
  return world.byUuid.get(name) ?? world.byOrder.get(name);
}

import { AppError } from '../../src/lib/index.ts';
import type { Logger } from '../../src/platform/index.ts';
import {
  createCallLog,
  createFaults,
  type CallLog,
  type FaultList,
  type SandboxTime,
  type SendSettings,
} from '../shared/index.ts';
import { OPENING } from '../opening.ts';
import type { Person } from '../telegram/types.ts';
import type { IStarOrder, IStarState, Wallet } from './types.ts';

export interface IStarParts {
  apiKey: string;
  webhookSecret: string;
  webhookUrl?: string;
  /** Only this coin is there at the beginning; by default both are. */
  wallet?: Wallet;
  time: SandboxTime;
  log: Logger;
  saved: IStarState | undefined;
  changed: () => void;
  /** The person whom Telegram knows by this name. */
  findPerson: (username: string) => Person | undefined;
  onDelivered: (gift: { username: string; stars: number; orderId: string }) => void;
}

export interface IStarWorld extends Omit<IStarParts, 'saved' | 'webhookUrl' | 'wallet'> {
  readonly state: IStarState;
  readonly faults: FaultList;
  readonly calls: CallLog;
  /** The settings of a shop's dashboard, and the behaviour of the service. */
  readonly settings: {
    webhookUrl: string | null;
    /** When an order is completed by itself. Null: only by hand. */
    completeAfterMs: number | null;
    /** Completes an order, and sends its webhook, before the answer of its create. */
    early: boolean;
    rateLimit: boolean;
  };
  readonly webhooks: SendSettings & {
    /** Sign with another secret. */
    forge: boolean;
  };
}

export function createIStarWorld({ saved, webhookUrl, wallet, ...parts }: IStarParts): IStarWorld {
  const first: IStarState = {
    orders: [],
    balances: wallet ? { TON: '0', USDT: '0', [wallet]: OPENING.istar[wallet] } : { ...OPENING.istar },
    webhooks: [],
    nextWebhook: 1,
  };
  return {
    ...parts,
    state: saved ?? first,
    faults: createFaults(),
    calls: createCallLog(),
    settings: { webhookUrl: webhookUrl ?? null, completeAfterMs: 1500, early: false, rateLimit: true },
    webhooks: { paused: false, lose: 0, copies: 1, delayMs: 0, forge: false, timeoutMs: 5000 },
  };
}

export const findOrder = (world: IStarWorld, id: string): IStarOrder | undefined =>
  world.state.orders.find((order) => order.id === id);

/** Errors: INPUT_INVALID (no such order). */
export function requireOrder(world: IStarWorld, id: string): IStarOrder {
  const order = findOrder(world, id);
  if (!order) throw new AppError('INPUT_INVALID', {}, { message: `no order ${id}` });
  return order;
}

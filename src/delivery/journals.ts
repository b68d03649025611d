import { journalIdOf, type AccountRef, type Journal, type JournalLine } from '../ledger/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';
import type { Delivery } from './types.ts';

const STAR = 'STAR';

/** Sets stars of the user aside. */
export function dispatchJournal(delivery: Delivery): Journal {
  return {
    ...cause(delivery, 'hold'),
    kind: 'dispatch',
    reason: 'stars set aside for delivery',
    lines: [
      {
        debit: starsOf(delivery, 'stars'),
        credit: starsOf(delivery, 'delivery'),
        amount: BigInt(delivery.stars),
      },
    ],
  };
}

/**
 * Books the payment of the supplier. A prepaid supplier takes it from our balance there. For others it leaves our own
 * wallet, which also pays the fee of the network.
 */
export function paidJournal(delivery: Delivery, paid: { fee: bigint }): Journal | undefined {
  const { cost, costAsset: asset, supplier } = delivery;
  if (cost === null || cost === 0n || asset === null || supplier === null) return undefined;
  const from = placeOf(delivery);
  if (!from) return undefined;
  const fee: JournalLine[] =
    paid.fee === 0n
      ? []
      : [{ debit: { house: 'delivery_cost', asset }, credit: { house: from, asset }, amount: paid.fee }];
  // If the chain is seen later than the stars, nothing is due any more.
  const to = delivery.status === 'confirmed' ? 'delivery_cost' : 'supplier_due';
  return {
    ...cause(delivery, `paid:${delivery.attempt}`),
    kind: 'supply',
    reason: 'supplier paid',
    lines: [{ debit: { house: to, asset }, credit: { house: from, asset }, amount: cost }, ...fee],
  };
}

/** Books the arrival: the stars leave the user, and the money paid for them becomes their cost. */
export function arrivedJournal(delivery: Delivery): Journal {
  const { cost, costAsset: asset } = delivery;
  const costs: JournalLine[] =
    delivery.paidAt === null || cost === null || cost === 0n || asset === null
      ? []
      : [
          {
            debit: { house: 'delivery_cost', asset },
            credit: { house: 'supplier_due', asset },
            amount: cost,
          },
        ];
  return {
    ...cause(delivery, 'end'),
    kind: 'delivery',
    reason: 'stars delivered',
    lines: [
      {
        debit: starsOf(delivery, 'delivery'),
        credit: { house: 'delivered', asset: STAR },
        amount: BigInt(delivery.stars),
      },
      ...costs,
    ],
    ...original(delivery),
  };
}

/**
 * Gives the stars back to the user. A prepaid supplier gives its price back to our balance there. A payment on chain stays
 * in `supplier_due` until we see the coins come back: `coinsBackJournal`.
 */
export function returnedJournal(delivery: Delivery): Journal {
  const { cost, costAsset: asset } = delivery;
  const isPrepaid = delivery.supplier !== null && CAPABILITIES[delivery.supplier].settlement === 'prepaid';
  const money: JournalLine[] =
    !isPrepaid || delivery.paidAt === null || cost === null || cost === 0n || asset === null
      ? []
      : [
          {
            debit: { house: 'supplier_float', asset },
            credit: { house: 'supplier_due', asset },
            amount: cost,
          },
        ];
  return {
    ...cause(delivery, 'end'),
    kind: 'dispatch_return',
    reason: 'stars returned to the balance',
    lines: [
      {
        debit: starsOf(delivery, 'delivery'),
        credit: starsOf(delivery, 'stars'),
        amount: BigInt(delivery.stars),
      },
      ...money,
    ],
    ...original(delivery),
  };
}

/** Coins of an order that came back to our wallet, in minor units of its coin. */
export interface CoinsBack {
  readonly amount: bigint;
  /** What the supplier owed for this order before. */
  readonly due: bigint;
}

/**
 * Books coins that a supplier sent back to our wallet. What is missing from the due was the fee of the network. More than
 * the due makes the cost of deliveries smaller, where it was counted before.
 */
export function coinsBackJournal(
  delivery: Delivery,
  { amount, due }: CoinsBack,
  { key, actor, reason }: Pick<Journal, 'key' | 'actor' | 'reason'>,
): Journal {
  const asset = delivery.costAsset ?? '';
  const [wallet, owed, cost] = (['ton_wallet', 'supplier_due', 'delivery_cost'] as const).map((house) => ({
    house,
    asset,
  })) as [AccountRef, AccountRef, AccountRef];
  const lines: JournalLine[] = [
    { debit: wallet, credit: owed, amount: amount < due ? amount : due },
    { debit: cost, credit: owed, amount: due - amount },
    { debit: wallet, credit: cost, amount: amount - due },
  ];
  return {
    ...cause(delivery, 'back'),
    key,
    actor,
    kind: 'supply',
    reason,
    lines: lines.filter((line) => line.amount > 0n),
  };
}

export function idOf(journal: Journal): string {
  return journalIdOf(journal.key);
}

/** Ids of all journals that a delivery with this many attempts may have. */
export function journalsOf(id: string, attempts: number): string[] {
  const paid = Array.from({ length: attempts }, (_, attempt) => `paid:${attempt + 1}`);
  return ['hold', ...paid, 'end'].map((part) => journalIdOf(keyOf(id, part)));
}

function keyOf(id: string, part: string): string {
  return `delivery:${id}:${part}`;
}

function placeOf({ supplier }: Delivery): 'supplier_float' | 'ton_wallet' | undefined {
  if (supplier === null) return undefined;
  const { settlement } = CAPABILITIES[supplier];
  return settlement === 'none' ? undefined : settlement === 'prepaid' ? 'supplier_float' : 'ton_wallet';
}

function starsOf({ userId }: Delivery, account: 'stars' | 'delivery') {
  return { user: userId, account, asset: STAR } as const;
}

function original({ holdJournalId }: Delivery): { originalId?: string } {
  return holdJournalId === null ? {} : { originalId: holdJournalId };
}

function cause(delivery: Delivery, part: string): Pick<Journal, 'key' | 'actor' | 'links' | 'correlationId'> {
  const { id, orderId, correlationId } = delivery;
  return {
    key: keyOf(id, part),
    actor: 'system',
    ...(orderId !== null && { links: { orderId } }),
    ...(correlationId !== null && { correlationId }),
  };
}

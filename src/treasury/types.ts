import type { DeliveryContext } from '../delivery/index.ts';
import type { HouseAccount } from '../ledger/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { Config } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';

/** Where money of the shop lies, outside of our database. */
export const PLACES = ['heleket', 'ton_wallet', 'istar'] as const;
export type Place = (typeof PLACES)[number];

/** The account of the ledger that says what each place should hold. */
export const ACCOUNT_OF: Readonly<Record<Place, HouseAccount>> = {
  heleket: 'provider_clearing',
  ton_wallet: 'ton_wallet',
  istar: 'supplier_float',
};

/** `capital`: the owner's own money. */
export const FUNDING_ENDS = ['capital', ...PLACES] as const;
export type FundingEnd = (typeof FUNDING_ENDS)[number];
export const ACCOUNT_OF_END: Readonly<Record<FundingEnd, HouseAccount>> = {
  capital: 'capital',
  ...ACCOUNT_OF,
};

/** What a place holds, in minor units. */
export interface Holding {
  readonly place: Place;
  readonly asset: string;
  readonly amount: bigint;
}

/** What the treasury needs. */
export type TreasuryContext = PaymentsContext &
  Pick<DeliveryContext, 'suppliers'> & {
    /** Our own TON wallet; absent where none is configured. */
    readonly readWallet?: (() => Promise<{ readonly balance: bigint } | undefined>) | undefined;
  };

type Coins = Pick<Config, 'PAYMENT_ASSET' | 'ISTAR_WALLET'>;

/** The coin that a place holds for our purposes. */
export function assetOf(place: Place, config: Coins): string {
  return { heleket: coin(config).code, ton_wallet: 'TON', istar: config.ISTAR_WALLET }[place];
}

/** Where the supplier that is in use takes its money from. */
export function floatOf({ DELIVERY_SUPPLIER: supplier }: Pick<Config, 'DELIVERY_SUPPLIER'>): Place {
  return CAPABILITIES[supplier].settlement === 'prepaid' ? 'istar' : 'ton_wallet';
}

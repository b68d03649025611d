import { createHash } from 'node:crypto';
import type { Provider, ProviderInvoice } from '../../src/payments/index.ts';

/** The result of a demo invoice: the provider's status, and how much of the price came, in percent. */
export interface Fate {
  readonly status: string;
  readonly percent: bigint;
}

/** A provider inside this process that gives prepared answers, so that demo orders take the path of real ones. */
export interface DemoProvider extends Provider {
  /** Sets the answer of {@link Provider.info} about this invoice. */
  decide(invoice: Pick<ProviderInvoice, 'orderId' | 'amount' | 'currency'>, fate: Fate): void;
}

const FEE_PERMILLE = 20n;
const NANO = 1_000_000_000n;

export function createDemoProvider(): DemoProvider {
  const invoices = new Map<string, ProviderInvoice>();
  const unused = (): Promise<never> => Promise.reject(new Error('the demo never asks for this'));
  return {
    createInvoice: async (invoice) => unpaid(invoice),
    info: async (reference) => ('orderId' in reference ? invoices.get(reference.orderId) : undefined),
    decide: (invoice, { status, percent }) => {
      const came = (nanoOf(invoice.amount) * percent) / 100n;
      const fee = (came * FEE_PERMILLE) / 1000n;
      invoices.set(invoice.orderId, {
        ...unpaid(invoice),
        status,
        isFinal: status !== 'locked' && status !== 'check',
        ...(came === 0n
          ? {}
          : {
              paymentAmount: decimal(came),
              merchantAmount: decimal(came - fee),
              commission: decimal(fee),
              txid: createHash('sha256').update(`tx ${invoice.orderId}`).digest('hex'),
            }),
      });
    },
    amlLinks: async () => [
      { link: 'https://aml.example/questionnaire', status: 'init', expiresAt: undefined },
    ],
    list: unused,
    resend: unused,
    services: unused,
    refund: unused,
    balance: unused,
    exchangeRate: unused,
  };
}

function unpaid({
  orderId,
  amount,
  currency,
}: Pick<ProviderInvoice, 'orderId' | 'amount' | 'currency'>): ProviderInvoice {
  return {
    uuid: uuidOf(orderId),
    orderId,
    status: 'check',
    isFinal: false,
    amount,
    currency,
    payerCurrency: currency,
    payerAmount: amount,
    paymentAmount: undefined,
    merchantAmount: undefined,
    commission: undefined,
    network: 'ton',
    txid: undefined,
    url: undefined,
    expiresAt: undefined,
    createdAt: undefined,
  };
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(`demo ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function nanoOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * NANO + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

function decimal(nano: bigint): string {
  return `${nano / NANO}.${(nano % NANO).toString().padStart(9, '0')}`;
}

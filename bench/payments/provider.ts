import { setTimeout as sleep } from 'node:timers/promises';
import type { Provider, ProviderInvoice } from '../../src/payments/index.ts';

/** A provider inside this process that answers after `latencyMs` with invoices in one status. */
export function createInstantProvider(options: { status: 'paid' | 'check'; latencyMs: number }): Provider {
  const unused = (): never => {
    throw new Error('not part of this benchmark');
  };
  return {
    createInvoice: unused,
    list: unused,
    resend: unused,
    services: unused,
    refund: unused,
    amlLinks: unused,
    balance: unused,
    exchangeRate: unused,
    info: async (reference) => {
      if (options.latencyMs > 0) await sleep(options.latencyMs);
      const name = 'orderId' in reference ? reference.orderId : reference.uuid;
      return invoiceOf(name, options.status, undefined);
    },
  };
}

/** The same, with a count of the questions. `asked(n)` waits for the n-th question and returns its time. */
export function createCountedProvider(
  options: Parameters<typeof createInstantProvider>[0],
): Provider & { asked(count: number): Promise<number> } {
  const provider = createInstantProvider(options);
  const times: number[] = [];
  return {
    ...provider,
    info: (reference) => {
      times.push(performance.now());
      return provider.info(reference);
    },
    asked: async (count) => {
      for (;;) {
        const at = times[count - 1];
        if (at !== undefined) return at;
        await sleep(20);
      }
    },
  };
}

export function invoiceOf(name: string, status: string, createdAt: Date | undefined): ProviderInvoice {
  const came = status === 'paid' ? '95.00000000' : undefined;
  return {
    uuid: name,
    orderId: name,
    status,
    isFinal: status === 'paid',
    amount: '95.00000000',
    currency: 'TON',
    payerCurrency: 'TON',
    payerAmount: '95.00000000',
    paymentAmount: came,
    merchantAmount: came && '93.10000000',
    commission: came && '1.90000000',
    network: 'ton',
    txid: undefined,
    url: undefined,
    expiresAt: undefined,
    createdAt,
  };
}

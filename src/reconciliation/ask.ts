import { toAppError } from '../lib/index.ts';
import type { PaymentsContext, ProviderInvoice } from '../payments/index.ts';

/**
 * Returns what the provider says about an invoice now; undefined: it knows no such invoice. `unreadable`: it answers,
 * but the answer cannot be read. That decides nothing about this invoice and must not hold up the others.
 * Errors: those of the provider except PROVIDER_MISMATCH.
 */
export async function askAbout(
  { provider }: Pick<PaymentsContext, 'provider'>,
  reference: Parameters<PaymentsContext['provider']['info']>[0],
): Promise<ProviderInvoice | 'unreadable' | undefined> {
  try {
    return await provider.info(reference);
  } catch (error) {
    if (toAppError(error).code === 'PROVIDER_MISMATCH') return 'unreadable';
    throw error;
  }
}

import type { PaymentsContext } from './context.ts';
import type { AmlLink, ProviderInvoice } from './provider.ts';

/**
 * The questionnaire that the payer of a locked payment still has to answer. Everybody who shows it asks here. Without it the
 * buyer is told all the same, and again when it is there.
 */
export async function questionnaireFor(
  { provider, log }: Pick<PaymentsContext, 'provider' | 'log'>,
  { uuid, status }: Pick<ProviderInvoice, 'uuid' | 'status'>,
): Promise<string | undefined> {
  if (status !== 'locked') return undefined;
  try {
    return openLink(await provider.amlLinks(uuid));
  } catch (error) {
    log.warn({ err: error }, 'no questionnaire for a locked payment');
    return undefined;
  }
}

/** One that was answered, or that is too late to answer, leads nowhere; those may stand before it. */
function openLink(links: readonly AmlLink[]): string | undefined {
  return links.find(({ status }) => status === 'init' || status === 'pending')?.link;
}

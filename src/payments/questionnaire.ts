import type { PaymentsContext } from './context.ts';
import type { AmlLink, ProviderInvoice } from './provider.ts';

/**
 * Returns the questionnaire that the payer of a locked payment still has to answer. All code that shows it gets it
 * here. Without it the buyer is told that the payment is locked, and is told again when the questionnaire is there.
 */
export async function questionnaireFor(
  { provider, log }: Pick<PaymentsContext, 'provider' | 'log'>,
  { uuid, status }: Pick<ProviderInvoice, 'uuid' | 'status'>,
): Promise<string | undefined> {
  if (status !== 'locked') return undefined;
  try {
    return openLink(await provider.amlLinks(uuid));
  } catch (error) {
    log.warn({ err: error }, 'the questionnaire of a locked payment could not be read');
    return undefined;
  }
}

/** Skip questionnaires that were answered or are too late to answer. They may come before the open one. */
function openLink(links: readonly AmlLink[]): string | undefined {
  return links.find(({ status }) => status === 'init' || status === 'pending')?.link;
}

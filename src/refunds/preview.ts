import type { JournalLine } from '../ledger/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { journalOf } from './journals.ts';
import { requestRefusal } from './requestKeys.ts';
import { withoutAddress, type Refund, type StoredRefund } from './types.ts';
import { checkWords, requireSwitch } from './requestRules.ts';
import { type AnyRequest, openRefund, openAdjustment, openRelease } from './request.ts';

/** The request that would be made, and the journal that it would make. */
export interface RequestPreview {
  readonly refund: Refund;
  readonly lines: readonly JournalLine[];
}

/** Carries the preview out of the transaction that this error rolls back. */
class Undone extends Error {
  readonly refund: StoredRefund;
  constructor(refund: StoredRefund) {
    super('a preview is taken back');
    this.refund = refund;
  }
}

/**
 * Makes the request and rolls it back, so that the preview cannot differ from the real request.
 * Errors: as {@link requestRefund}, {@link requestAdjustment} and {@link requestRelease}.
 */
export async function previewRequest(context: Context, input: AnyRequest): Promise<RequestPreview> {
  checkWords(input);
  if ('of' in input) await requireSwitch(context);
  try {
    return await context.db.tx(async (tx): Promise<RequestPreview> => {
      throw new Undone(await open(context, tx, input));
    });
  } catch (error) {
    if (error instanceof Undone)
      return { refund: withoutAddress(error.refund), lines: journalOf(error.refund).lines };
    throw requestRefusal(error);
  }
}

function open(context: InTx, tx: Tx, input: AnyRequest): Promise<StoredRefund> {
  if ('of' in input) return openRefund(context, tx, input);
  return 'journalId' in input ? openRelease(context, tx, input) : openAdjustment(context, tx, input);
}

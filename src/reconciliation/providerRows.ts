import { AppError } from '../lib/index.ts';
import type { PaymentsContext, ProviderInvoice, UnreadableRow } from '../payments/index.ts';

/** The provider's rows of a period, newest first, a page at a time. */
export type ProviderPages = (from: Date, to: Date) => AsyncGenerator<ProviderInvoice[]>;

/**
 * The provider's list. A row without a time gets that of the row before it: rows stand in their turn. A cursor that comes
 * back to where it was would lead round for ever; one mark, set further and further apart, finds it.
 * Rows that cannot be read are handed to `onUnreadable`, each with such a time. Where there are several and no other was
 * read so far, it is the list that cannot be read.
 * Errors: those of the provider, PROVIDER_MISMATCH for such a cursor and such a list.
 */
export function listedRows(
  { provider }: Pick<PaymentsContext, 'provider'>,
  onUnreadable: (row: UnreadableRow & { createdAt: Date }) => Promise<void>,
): ProviderPages {
  return async function* pages(from, to) {
    let cursor: string | undefined;
    let isReadable = false;
    let mark: string | undefined;
    let [steps, apart] = [0, 1];
    let createdAt = to;
    do {
      const page = await provider.list({ from, to, cursor });
      const { items, unreadable = [] } = page;
      isReadable ||= items.length > 0;
      if (!isReadable && unreadable.length > 1)
        throw new AppError('PROVIDER_MISMATCH', { fields: unreadable[0]?.fields ?? '' });
      for (const row of unreadable)
        await onUnreadable({ ...row, createdAt: row.createdAt ?? items[0]?.createdAt ?? createdAt });
      yield items.map((item) => {
        createdAt = item.createdAt ?? createdAt;
        return item.createdAt ? item : { ...item, createdAt };
      });
      cursor = page.nextCursor;
      if (cursor !== undefined && cursor === mark)
        throw new AppError('PROVIDER_MISMATCH', { fields: 'cursor' });
      if (++steps === apart) [mark, steps, apart] = [cursor, 0, apart * 2];
    } while (cursor !== undefined);
  };
}

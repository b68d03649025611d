import { AppError } from '../lib/index.ts';
import type { PaymentsContext, ProviderInvoice, UnreadableRow } from '../payments/index.ts';

/** The provider's rows of a period, newest first, a page at a time. */
export type ProviderPages = (from: Date, to: Date) => AsyncGenerator<ProviderInvoice[]>;

/**
 * Reads the provider's list. A row without a time gets the time of the row before it, because the rows are sorted. A
 * cursor that repeats would make an endless loop. To find it, we compare with one earlier cursor, which is renewed at
 * growing distances. Rows that cannot be read go to `onUnreadable`, each with such a time. If there are several and no
 * other row was read before, the whole list counts as unreadable.
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

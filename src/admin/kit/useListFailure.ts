import { ApiClient } from 'adminjs';
import { useCallback, useEffect, useState } from 'react';
import { whyUnread, type Why } from './Unread.tsx';

/** Functions to call when the list of a section could not be read. */
const waiting = new Map<string, (why: Why | undefined) => void>();

// AdminJS's list reads for itself, forgets errors and shows its wheel for ever. All its reads go through here.
type Options = Parameters<ApiClient['resourceAction']>[0];
type Read = (options: Options) => Promise<unknown>;
const read = Reflect.get(ApiClient.prototype, 'resourceAction') as Read;
Reflect.set(
  ApiClient.prototype,
  'resourceAction',
  async function (this: ApiClient, options: Options): Promise<unknown> {
    try {
      return await read.call(this, options);
    } catch (error) {
      if (options.actionName === 'list') waiting.get(options.resourceId)?.(whyUnread(error));
      throw error;
    }
  },
);

/** Why the list at this address could not be read. `again` draws the list again, and so reads it again. */
export function useListFailure(
  resource: string,
  search: string,
): { why: Why | undefined; again: () => void } {
  const [why, setWhy] = useState<Why>();
  const again = useCallback(() => setWhy(undefined), []);
  useEffect(() => {
    setWhy(undefined);
    waiting.set(resource, setWhy);
    return () => void waiting.delete(resource);
  }, [resource, search]);
  return { why, again };
}

import { ApiClient } from 'adminjs';
import { useCallback, useEffect, useState } from 'react';
import { whyUnread, type Why } from './Unread.tsx';

/** Who wants to know when the list of a section could not be read. */
const waiting = new Map<string, (why: Why | undefined) => void>();

// AdminJS's list reads for itself, forgets what went wrong and shows its wheel for ever. All that it reads goes through here.
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

/** Why the list at this address could not be read; `again` draws it anew, which reads it. */
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

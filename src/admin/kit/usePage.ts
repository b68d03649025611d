import { ApiClient } from 'adminjs';
import { useCallback, useEffect, useState } from 'react';
import { isSessionOver, logInAgain } from './session.ts';
import { useLive, type Live, type Typing } from './useLive.ts';

/** What is shown stays, and the next reading may succeed; only who is logged out must know. */
function failed(error: unknown): void {
  if (isSessionOver(error)) logInAgain();
}

/** Reads what a page shows, and reads it again when the server says that something of it changed. */
export function usePage<T>(
  name: string,
  params: Record<string, string> = {},
  topics: readonly string[] = [],
): { data: T | undefined; reload: () => void; live: boolean } {
  const key = JSON.stringify(params);
  const [data, setData] = useState<T>();
  const reload = useCallback(() => {
    const api = new ApiClient();
    const answer =
      name === 'dashboard'
        ? api.getDashboard()
        : api.getPage({ pageName: name, params: JSON.parse(key) as object });
    answer.then((response) => setData(response.data as T), failed);
  }, [name, key]);
  useEffect(reload, [reload]);
  const { connected } = useLive(topics, reload);
  return { data, reload, live: connected };
}

/** The same for the page of one record, whose first data AdminJS has not kept. */
export function useRecordPage<T>(
  resource: string,
  id: string,
  {
    topics = [],
    params = {},
    heard,
  }: {
    topics?: readonly string[];
    params?: Record<string, string>;
    heard?: (typing: Typing) => void;
  } = {},
): { page: T | undefined; reload: () => void; live: Live } {
  const key = JSON.stringify(params);
  const [state, setState] = useState<{ id: string; page: T }>();
  const reload = useCallback(() => {
    const what = { resourceId: resource, recordId: id, actionName: 'show' };
    new ApiClient()
      .recordAction({ ...what, params: JSON.parse(key) as object })
      .then((response) => setState({ id, page: (response.data as unknown as { page: T }).page }), failed);
  }, [resource, id, key]);
  useEffect(reload, [reload]);
  const live = useLive(topics, reload, heard);
  return { page: state?.id === id ? state.page : undefined, reload, live };
}

import { ApiClient } from 'adminjs';
import { createElement, useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import { Unread, useListOf, whyUnread, type Why } from './Unread.tsx';
import { useLive, type Live, type Typing } from './useLive.ts';

interface Reading<T> {
  shown: T | undefined;
  why: Why | undefined;
  reload: () => void;
  again: () => void;
}

/**
 * Reads what `key` names, and reads again when `key` changes. The last result about the same thing (`about`) stays in
 * sight until the new answer comes, and also if a later read of the same key fails. If a newer read has started, the
 * answer of an older one is dropped.
 */
function useReading<T>(about: string, key: string, read: () => Promise<T | undefined>): Reading<T> {
  const [state, setState] = useState<{ about: string; key: string; shown?: T; why?: Why }>();
  const latest = useRef({ key, read, sent: 0, taken: 0 });
  Object.assign(latest.current, { key, read });
  const reload = useCallback(() => {
    const now = latest.current;
    const turn = ++now.sent;
    const isOvertaken = (): boolean => now.key !== key || turn < now.taken;
    const take = async (): Promise<void> => {
      try {
        const shown = await now.read();
        if (isOvertaken()) return;
        now.taken = turn;
        setState(shown === undefined ? { about, key, why: 'missing' } : { about, key, shown });
      } catch (error) {
        const why = whyUnread(error);
        if (why === undefined || isOvertaken()) return;
        const keeps = why !== 'missing';
        setState((old) => (keeps && old?.key === key && old.shown !== undefined ? old : { about, key, why }));
      }
    };
    void take();
  }, [about, key]);
  useEffect(reload, [reload]);
  const again = useCallback(() => {
    setState(undefined);
    reload();
  }, [reload]);
  const own = state?.about === about ? state : undefined;
  return { shown: own?.shown, why: own?.key === key ? own.why : undefined, reload, again };
}

/**
 * Reads the data of a page, and reads them again when the server says that something has changed. `instead` is shown
 * while there is no `data`.
 */
export function usePage<T>(
  name: string,
  params: Record<string, string> = {},
  topics: readonly string[] = [],
): { data: T | undefined; instead: ReactElement; reload: () => void; live: boolean } {
  const key = JSON.stringify([name, params]);
  const { shown, why, reload, again } = useReading(name, key, async () => {
    const api = new ApiClient();
    const answer = name === 'dashboard' ? api.getDashboard() : api.getPage({ pageName: name, params });
    return (await answer).data as T;
  });
  const { connected } = useLive(topics, reload);
  return { data: shown, instead: createElement(Unread, { why, again }), reload, live: connected };
}

/**
 * The same for the page of one record. AdminJS has not kept the first data of such a page. `back`: by default the list
 * of its section.
 */
export function useRecordPage<T>(
  resource: string,
  id: string,
  {
    topics = [],
    params = {},
    heard,
    back,
  }: {
    topics?: readonly string[];
    params?: Record<string, string>;
    heard?: (typing: Typing) => void;
    back?: { to: string; label: string } | undefined;
  } = {},
): { page: T | undefined; instead: ReactElement; reload: () => void; live: Live } {
  const about = `${resource}/${id}`;
  const { shown, why, reload, again } = useReading(about, JSON.stringify([about, params]), async () => {
    const what = { resourceId: resource, recordId: encodeURIComponent(id), actionName: 'show' };
    const { data } = await new ApiClient().recordAction({ ...what, params });
    return (data as unknown as { page?: T }).page;
  });
  const live = useLive(topics, reload, heard);
  const list = useListOf(resource);
  return {
    page: shown,
    instead: createElement(Unread, { why, id, back: back ?? list, again }),
    reload,
    live,
  };
}

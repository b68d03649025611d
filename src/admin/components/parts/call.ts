import { ApiClient, useNotice } from 'adminjs';
import { useTexts } from './texts.ts';

export interface Answer {
  record?: { params: Record<string, unknown>; id: string };
  notice?: { message: string; type: 'success' | 'error' };
  [key: string]: unknown;
}

export type Call = (what: What) => Promise<Answer | undefined>;

/** Where an action lives: on a resource (with `id` on one record), or on a page of its own. */
interface What {
  resource?: string;
  page?: string;
  action: string;
  id?: string;
  data?: Record<string, unknown>;
}

function request({ resource = '', page, action, id, data = {} }: What): Promise<{ data: unknown }> {
  const api = new ApiClient();
  const options = { resourceId: resource, actionName: action, method: 'post' as const, data };
  if (page !== undefined) return api.getPage({ pageName: page, method: 'post', data: { action, ...data } });
  return id === undefined ? api.resourceAction(options) : api.recordAction({ ...options, recordId: id });
}

/** Calls an action and shows its notice. Gives undefined when it was refused or did not arrive. */
export function useCall(): Call {
  const notice = useNotice();
  const { sb } = useTexts();
  return async (what) => {
    try {
      const { data } = await request(what);
      const given = data as Answer;
      if (given.notice) notice(given.notice);
      return given.notice?.type === 'error' ? undefined : given;
    } catch (error) {
      if ((error as { response?: { status?: number } }).response?.status === 401)
        window.location.assign('/login');
      else notice({ message: sb('common.failed'), type: 'error' });
      return undefined;
    }
  };
}

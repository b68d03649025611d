import { ApiClient, useNotice } from 'adminjs';
import { useTexts } from './texts.ts';

export interface Answer {
  record?: { params: Record<string, unknown>; id: string };
  notice?: { message: string; type: 'success' | 'error' };
  [key: string]: unknown;
}

/** The answer that a form shows when the request itself failed: AdminJS would stay silent. */
export type Call = (what: {
  resource: string;
  action: string;
  id?: string;
  data?: Record<string, unknown>;
}) => Promise<Answer | undefined>;

/** Calls an action and shows its notice. Gives undefined when it was refused or did not arrive. */
export function useCall(): Call {
  const notice = useNotice();
  const { sb } = useTexts();
  return async ({ resource, action, id, data = {} }) => {
    try {
      const api = new ApiClient();
      const options = { resourceId: resource, actionName: action, method: 'post' as const, data };
      const { data: answer } =
        id === undefined
          ? await api.resourceAction(options)
          : await api.recordAction({ ...options, recordId: id });
      const given = answer as Answer;
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

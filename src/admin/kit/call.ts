import { ApiClient, useNotice } from 'adminjs';
import { isSessionOver, logInAgain } from './session.ts';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

export interface Answer {
  record?: { params: Record<string, unknown>; id: string };
  notice?: { message: string; type: 'success' | 'info' | 'error' };
  /** The code of the error, beside its words. */
  code?: string;
  /** For a refusal: what is wrong with each field, in words. */
  fields?: Record<string, string>;
  [key: string]: unknown;
}

export type Call = (what: What) => Promise<Answer | undefined>;

/** Where an action is: on a resource (with `id` on one record), or on a page of its own. */
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
  return id === undefined
    ? api.resourceAction(options)
    : api.recordAction({ ...options, recordId: encodeURIComponent(id) });
}

/** Calls an action and returns its answer, even if it is a refusal. For forms that show a refusal in its place. */
export function useAsk(): (what: What) => Promise<Answer> {
  const say = useSay();
  return async (what) => {
    try {
      return (await request(what)).data as Answer;
    } catch (error) {
      if (isSessionOver(error)) logInAgain();
      return { notice: { message: say(COMMON.failed), type: 'error' } };
    }
  };
}

/** Calls an action and shows its notice. Returns undefined if the action was refused or the call did not arrive. */
export function useCall(): Call {
  const notice = useNotice();
  const ask = useAsk();
  return async (what) => {
    const given = await ask(what);
    if (given.notice) notice(given.notice);
    return given.notice?.type === 'error' ? undefined : given;
  };
}

/** A key that is made when a form is drawn. `crypto.randomUUID` is missing if the page is not served securely. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

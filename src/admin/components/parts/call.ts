import { ApiClient, useNotice } from 'adminjs';
import { isSessionOver, logInAgain } from './session.ts';
import { useTexts } from './texts.ts';

export interface Answer {
  record?: { params: Record<string, unknown>; id: string };
  notice?: { message: string; type: 'success' | 'info' | 'error' };
  /** Of the error, beside its words. */
  code?: string;
  /** Of a refusal: what is wrong with each field, in words. */
  fields?: Record<string, string>;
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
  return id === undefined
    ? api.resourceAction(options)
    : api.recordAction({ ...options, recordId: encodeURIComponent(id) });
}

/** Calls an action and gives its answer, also when it is a refusal: for forms that show it where it belongs. */
export function useAsk(): (what: What) => Promise<Answer> {
  const { sb } = useTexts();
  return async (what) => {
    try {
      return (await request(what)).data as Answer;
    } catch (error) {
      if (isSessionOver(error)) logInAgain();
      return { notice: { message: sb('common.failed'), type: 'error' } };
    }
  };
}

/** Calls an action and shows its notice. Gives undefined when it was refused or did not arrive. */
export function useCall(): Call {
  const notice = useNotice();
  const ask = useAsk();
  return async (what) => {
    const given = await ask(what);
    if (given.notice) notice(given.notice);
    return given.notice?.type === 'error' ? undefined : given;
  };
}

/** A key made when a form is drawn; `crypto.randomUUID` is missing where the page is not served securely. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

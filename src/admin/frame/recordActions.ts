import {
  AppError as AdminError,
  NotFoundError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type RecordJSON,
} from 'adminjs';
import { AppError, toAppError } from '../../lib/index.ts';
import { perform } from '../access/perform.ts';
import type { ActionResult, PanelAction } from '../access/actions.ts';
import type { Source } from '../access/source.ts';
import { fieldProblems } from '../words/errors/index.ts';
import { wordIn } from '../words/pair.ts';
import { accessBehind } from './currentAdmin.ts';
import type { Access } from '../access/panel.ts';
import { refusal } from './refusal.ts';

interface Answer {
  record?: RecordJSON;
  notice?: { message: string; type: 'success' | 'info' | 'error' };
  [key: string]: unknown;
}

/** One of our actions in the form that AdminJS calls. A GET only shows; a POST performs. */
export function toAdminAction(action: PanelAction, source: Source): Partial<Action<Answer>> {
  return {
    actionType: action.kind,
    icon: action.icon,
    component: action.button === false ? false : (action.component ?? 'ActionForm'),
    showInDrawer: action.button !== false,
    // Only for the buttons. `perform` decides and gives the reason.
    isVisible: ({ currentAdmin, record }) => {
      if (action.button === false || record === undefined || action.offered === undefined)
        return action.button !== false;
      const { staff, panel } = accessBehind(currentAdmin);
      return action.offered(record.params, staff, panel.app.config);
    },
    isAccessible: ({ currentAdmin }) => accessBehind(currentAdmin).ability.can(action.right, action.subject),
    custom: {
      fields: action.form ?? [],
      consequence: action.consequence,
      button: action.button !== false,
    },
    handler: (async (request: ActionRequest, _response: unknown, context: ActionContext) => {
      if (action.kind === 'record' && !context.record)
        throw new NotFoundError('error404Record', 'Action#handler');
      if (request.method !== 'post') return answer(context, {});
      return performed(action, source, { request, context });
    }) as never,
  };
}

async function performed(
  action: PanelAction,
  source: Source,
  { request, context }: { request: ActionRequest; context: ActionContext },
): Promise<Answer> {
  const access = accessBehind(context.currentAdmin);
  const id = context.record?.id();
  try {
    const { panel, ...who } = access;
    const input: unknown = request.payload ?? {};
    const result: ActionResult = await perform(action, {
      ...who,
      app: panel.app,
      previewShop: panel.previewShop,
      source,
      id: id,
      input,
    });
    const fresh = id === undefined ? null : await context.resource.findOne(id, context);
    if (fresh) context.record = fresh;
    return answer(context, {
      ...result.data,
      ...noticeOf(result, access),
    });
  } catch (error) {
    return answer(context, refused(access, error, action));
  }
}

/** An action of a page. `action` in the body names it, the rest of the body is its input. */
export async function performOnPage(
  access: Access,
  page: { readonly name: string; readonly actions: readonly PanelAction[] },
  body: Readonly<Record<string, unknown>>,
): Promise<Omit<Answer, 'record'>> {
  const { action: name, ...input } = body;
  const action = page.actions.find((candidate) => candidate.name === name);
  try {
    if (!action) throw new AppError('FORBIDDEN');
    const { panel, ...who } = access;
    const result = await perform(action, {
      ...who,
      app: panel.app,
      previewShop: panel.previewShop,
      source: { id: page.name },
      id: undefined,
      input,
    });
    return { ...result.data, ...noticeOf(result, access) };
  } catch (error) {
    return refused(access, error, action ?? page);
  }
}

function refused(
  access: Access,
  thrown: unknown,
  what: Pick<PanelAction, 'name' | 'form'>,
): Pick<Answer, 'notice' | 'code' | 'fields'> {
  const error = toAppError(thrown);
  return {
    notice: { type: 'error', message: refusal(access, thrown, what) },
    code: error.code,
    fields: fieldProblems(error, access.staff.language),
  };
}

function noticeOf(result: ActionResult, access: Access): Pick<Answer, 'notice'> {
  if (result.notice === undefined) return {};
  const type = result.isRepeat ? 'info' : 'success';
  return { notice: { type, message: wordIn(result.notice, access.staff.language) } };
}

function answer(context: ActionContext, rest: Omit<Answer, 'record'>): Answer {
  return context.record ? { record: context.record.toJSON(context.currentAdmin), ...rest } : rest;
}

/** For reads inside AdminJS's handlers: turns our error into one that AdminJS shows as a notice. */
export function asAdminError(access: Access, thrown: unknown, what: string): AdminError {
  return new AdminError(refusal(access, thrown, { name: what }));
}

import {
  NotFoundError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type PropertyOptions,
  type RecordActionResponse,
} from 'adminjs';
import { rowsFor, type Ability } from '../access/abilities/index.ts';
import type { Source } from '../access/source.ts';
import type { Content, Resource } from '../sections/section.ts';
import { NOTHING_CHANGED } from '../words/common.ts';
import { wordIn } from '../words/pair.ts';
import { accessBehind } from './currentAdmin.ts';

/** Number of visible lines of a long text. */
const ROWS = 8;

/** AdminJS's own forms for content: who may use them, and which fields reach the table. */
export function contentActions({ source, content }: Resource): Record<string, Partial<Action<never>>> {
  if (!content) return {};
  const isAccessible: Action<never>['isAccessible'] = ({ currentAdmin, record }) =>
    mayEdit(accessBehind(currentAdmin).ability, source, record?.params);
  return {
    new: {
      isAccessible,
      isVisible: true,
      before: (request: ActionRequest): ActionRequest => {
        if (request.method !== 'post') throw new NotFoundError('error404Record', 'Action#handler');
        return onlyFields(content, request, true);
      },
    },
    edit: {
      isAccessible,
      isVisible: true,
      before: (request: ActionRequest) => onlyFields(content, request, false),
      after: sayUnchanged as never,
    },
    delete: { isAccessible, isVisible: true, guard: 'confirmDelete' },
  };
}

/** How each field of the form is drawn. */
export function contentField(content: Content | undefined, name: string): PropertyOptions {
  const type = content?.form[name];
  if (type === undefined) return {};
  return { type, isRequired: type !== 'boolean', ...(type === 'textarea' ? { props: { rows: ROWS } } : {}) };
}

function mayEdit(ability: Ability, source: Source, params?: Readonly<Record<string, unknown>>): boolean {
  const rows = rowsFor(ability, 'edit', source.subject);
  if (rows === null) return false;
  if (rows.length === 0 || params === undefined) return true;
  return rows.some((all) =>
    all.every(({ column, values }) => values.some((value) => String(params[column]) === String(value))),
  );
}

/**
 * AdminJS sends every column of the record, takes the record's number from among them, and sends nothing for a box that
 * nobody touched.
 */
function onlyFields(content: Content, request: ActionRequest, isNew: boolean): ActionRequest {
  if (request.method !== 'post') return request;
  const sent = request.payload ?? {};
  const names = [...Object.keys(content.form), ...(isNew ? [] : ['version'])];
  const unticked = Object.entries(content.form).filter(([, type]) => isNew && type === 'boolean');
  const payload = {
    ...Object.fromEntries(unticked.map(([name]) => [name, false])),
    ...Object.fromEntries(
      names.filter((name) => Object.hasOwn(sent, name)).map((name) => [name, sent[name]]),
    ),
  };
  return { ...request, payload };
}

/** A form that was sent unchanged made no new version. */
function sayUnchanged(
  response: RecordActionResponse,
  request: ActionRequest,
  { currentAdmin }: ActionContext,
): RecordActionResponse {
  const isSame = Number(response.record?.params['version']) === Number(request.payload?.['version']);
  if (response.notice?.type !== 'success' || !isSame) return response;
  const message = wordIn(NOTHING_CHANGED, accessBehind(currentAdmin).staff.language);
  return { ...response, notice: { type: 'info', message } };
}

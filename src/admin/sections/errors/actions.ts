import { z } from 'zod';
import { markErrors } from '../../../errors/index.ts';
import { defineAction, type FormField, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';

const NOTE: FormField = {
  name: 'note',
  label: ['Примечание для коллег', 'Note for colleagues'],
  type: 'textarea',
  from: 'note',
};

const mark = (
  state: 'seen' | 'resolved',
  look: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon'>,
): PanelAction =>
  defineAction({
    ...look,
    subject: 'errors',
    right: 'resolve',
    kind: 'record',
    form: [NOTE],
    offered: (params) => params['state'] !== state,
    input: z.object({ note: z.string().trim().max(1000).default('') }),
    run: async ({ app, staff, id, row }, { note }) => {
      await markErrors(app, { groupId: id, state, note, staffId: staff.id });
      return { before: { state: row['state'], note: row['note'] }, after: { state, note }, notice: SAVED };
    },
  });

/** What people say about an error. It counts on. */
export const ERROR_STEPS: readonly PanelAction[] = [
  mark('seen', {
    name: 'markSeen',
    label: ['Знаем о ней', 'Known'],
    consequence: [
      'Ошибка в этом месте больше не считается новой, и в следующей версии тоже.',
      'The error at this place no longer counts as new, also in the next version.',
    ],
    icon: 'Eye',
  }),
  mark('resolved', {
    name: 'markResolved',
    label: ['Исправлена', 'Resolved'],
    consequence: [
      'Если она случится в другой версии, в списке будет «вернулась».',
      'If it happens in another version, the list shows that it came back.',
    ],
    icon: 'Check',
  }),
];

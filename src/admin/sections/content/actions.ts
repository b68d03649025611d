import { z } from 'zod';
import { addContent, editContent, removeContent, requireKnownVariables } from '../../../support/index.ts';
import type { Row } from '../../access/reader/index.ts';
import { defineAction, type ActionResult, type FormField, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);
const active = z.union([z.boolean(), z.stringbool()]).default(false);
const version = z.coerce.number().int();

const FAQ = z.object({
  position: z.coerce.number().int().min(0).max(100_000),
  question_ru: words(200),
  question_en: words(200),
  answer_ru: words(3000),
  answer_en: words(3000),
  active,
});
const REPLY = z.object({ title: words(100), body_ru: words(3000), body_en: words(3000), active });

const faqForm: FormField[] = [
  {
    name: 'question_ru',
    label: ['Вопрос по-русски', 'Question in Russian'],
    type: 'text',
    required: true,
    from: 'question_ru',
  },
  {
    name: 'answer_ru',
    label: ['Ответ по-русски', 'Answer in Russian'],
    type: 'textarea',
    required: true,
    from: 'answer_ru',
  },
  {
    name: 'question_en',
    label: ['Вопрос по-английски', 'Question in English'],
    type: 'text',
    required: true,
    from: 'question_en',
  },
  {
    name: 'answer_en',
    label: ['Ответ по-английски', 'Answer in English'],
    type: 'textarea',
    required: true,
    from: 'answer_en',
  },
  { name: 'position', label: ['Порядок', 'Position'], type: 'number', required: true, from: 'position' },
  { name: 'active', label: ['Включено', 'Active'], type: 'checkbox', from: 'active' },
];
const replyForm: FormField[] = [
  { name: 'title', label: ['Название', 'Title'], type: 'text', required: true, from: 'title' },
  {
    name: 'body_ru',
    label: ['Текст по-русски', 'Russian text'],
    type: 'textarea',
    required: true,
    from: 'body_ru',
  },
  {
    name: 'body_en',
    label: ['Текст по-английски', 'English text'],
    type: 'textarea',
    required: true,
    from: 'body_en',
  },
  { name: 'active', label: ['Включено', 'Active'], type: 'checkbox', from: 'active' },
];
/** The version that the form was drawn from goes along unseen. */
const VERSION: FormField = { name: 'version', type: 'hidden', from: 'version' };

const picked = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name]]));

/** Nothing is put into a question or its answer: a variable would be shown as it stands. */
const checkFaq = (input: z.output<typeof FAQ>): void =>
  requireKnownVariables([input.question_ru, input.question_en, input.answer_ru, input.answer_en], []);

/** What an edit changed, of these columns. */
const compared = (
  row: Row,
  names: readonly string[],
  input: Row,
): Pick<ActionResult, 'before' | 'after'> => ({
  before: picked(row, names),
  after: picked(input, names),
});

const edit = { right: 'edit' } as const;

export const FAQ_ACTIONS: readonly PanelAction[] = [
  defineAction({
    ...edit,
    name: 'addFaq',
    label: ['Новый вопрос', 'New question'],
    subject: 'faq',
    kind: 'resource',
    icon: 'Plus',
    form: faqForm,
    input: FAQ,
    run: async ({ app, staff }, input) => {
      checkFaq(input);
      const id = await addContent(app, 'faq', { ...input, staffId: staff.id });
      return { after: input, notice: SAVED, data: { id: id.toString() } };
    },
  }),
  defineAction({
    ...edit,
    name: 'editFaq',
    label: ['Изменить', 'Edit'],
    subject: 'faq',
    kind: 'record',
    icon: 'Edit2',
    form: [...faqForm, VERSION],
    input: FAQ.extend({ version }),
    run: async ({ app, id, row }, input) => {
      checkFaq(input);
      await editContent(app, 'faq', { ...input, id: BigInt(id) });
      return { ...compared(row, Object.keys(FAQ.shape), input), notice: SAVED };
    },
  }),
  defineAction({
    ...edit,
    name: 'removeFaq',
    label: ['Удалить', 'Delete'],
    consequence: [
      'Вопрос исчезнет из помощи бота в обоих языках. Вернуть его нельзя, только написать заново.',
      'The question leaves the bot’s help in both languages. It cannot be brought back, only written anew.',
    ],
    subject: 'faq',
    kind: 'record',
    icon: 'Trash2',
    form: [],
    input: z.object({}),
    run: async ({ app, id, row }) => {
      await removeContent(app, 'faq', BigInt(id));
      return { before: row, notice: SAVED };
    },
  }),
];

export const REPLY_ACTIONS: readonly PanelAction[] = [
  defineAction({
    ...edit,
    name: 'addReply',
    label: ['Новый ответ', 'New reply'],
    subject: 'canned_replies',
    kind: 'resource',
    icon: 'Plus',
    form: replyForm,
    input: REPLY,
    run: async ({ app, staff }, input) => {
      requireKnownVariables([input.body_ru, input.body_en]);
      const id = await addContent(app, 'canned_replies', { ...input, staffId: staff.id });
      return { after: input, notice: SAVED, data: { id: id.toString() } };
    },
  }),
  defineAction({
    ...edit,
    name: 'editReply',
    label: ['Изменить', 'Edit'],
    subject: 'canned_replies',
    kind: 'record',
    icon: 'Edit2',
    form: [...replyForm, VERSION],
    input: REPLY.extend({ version }),
    run: async ({ app, id, row }, input) => {
      requireKnownVariables([input.body_ru, input.body_en]);
      await editContent(app, 'canned_replies', { ...input, id: BigInt(id) });
      return { ...compared(row, Object.keys(REPLY.shape), input), notice: SAVED };
    },
  }),
  defineAction({
    ...edit,
    name: 'removeReply',
    label: ['Удалить', 'Delete'],
    consequence: [
      'Готовый ответ исчезнет у всех агентов. Вернуть его нельзя, только написать заново.',
      'The canned reply is gone for all agents. It cannot be brought back, only written anew.',
    ],
    subject: 'canned_replies',
    kind: 'record',
    icon: 'Trash2',
    form: [],
    input: z.object({}),
    run: async ({ app, id, row }) => {
      await removeContent(app, 'canned_replies', BigInt(id));
      return { before: row, notice: SAVED };
    },
  }),
];

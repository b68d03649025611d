import { bigint, boolean, integer, text, source } from '../../access/source.ts';

export const CANNED_REPLIES = source({
  id: 'canned_replies',
  names: { many: ['Готовые ответы', 'Canned replies'], one: ['Готовый ответ', 'Canned reply'] },
  subject: 'canned_replies',
  from: 'canned_replies',
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    text('title', ['Название', 'Title'], { match: 'contains', sortable: true }),
    text('body_ru', ['Текст по-русски', 'Russian text'], { match: 'contains' }),
    text('body_en', ['Текст по-английски', 'English text'], { match: 'contains' }),
    boolean('active'),
    bigint('created_by', ['Чей', 'Owner']),
    integer('version'),
  ],
});

export const FAQ = source({
  id: 'faq',
  names: { many: ['Вопросы и ответы', 'FAQ'], one: ['Вопрос и ответ', 'Question'] },
  subject: 'faq',
  from: 'faq',
  idColumn: 'id',
  sort: { by: 'position', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    integer('position', { sortable: true }),
    text('question_ru', ['Вопрос по-русски', 'Question in Russian'], { match: 'contains' }),
    text('question_en', ['Вопрос по-английски', 'Question in English'], { match: 'contains' }),
    text('answer_ru', ['Ответ по-русски', 'Answer in Russian'], { match: 'contains' }),
    text('answer_en', ['Ответ по-английски', 'Answer in English'], { match: 'contains' }),
    boolean('active'),
    integer('version'),
  ],
});

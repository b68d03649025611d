import { bigint, boolean, integer, text, source } from '../../access/source.ts';

export const CANNED_REPLIES = source({
  id: 'canned_replies',
  subject: 'canned_replies',
  from: 'canned_replies',
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    text('title', { match: 'contains', sortable: true }),
    text('body_ru', { match: 'contains' }),
    text('body_en', { match: 'contains' }),
    boolean('active'),
    bigint('created_by'),
    integer('version'),
  ],
});

export const FAQ = source({
  id: 'faq',
  subject: 'faq',
  from: 'faq',
  idColumn: 'id',
  sort: { by: 'position', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    integer('position', { sortable: true }),
    text('question_ru', { match: 'contains' }),
    text('question_en', { match: 'contains' }),
    text('answer_ru', { match: 'contains' }),
    text('answer_en', { match: 'contains' }),
    boolean('active'),
    integer('version'),
  ],
});

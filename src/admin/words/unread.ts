import type { Pair } from './pair.ts';

/** Shown if a page has nothing to show. */
export const UNREAD = {
  missing: [
    'Записи {{id}} нет, или она вам недоступна. Проверьте адрес.',
    'There is no record {{id}}, or you may not see it. Check the address.',
  ],
  nothing: ['По этому адресу показать нечего.', 'There is nothing to show at this address.'],
  notOffered: [
    'Сейчас с этой записью этого сделать нельзя. Возможно, это уже сделал кто-то другой.',
    'This cannot be done with the record now. Perhaps somebody else has already done it.',
  ],
  failed: [
    'Сервер не смог ответить. Попробуйте ещё раз; если не поможет, скажите администратору.',
    'The server could not answer. Try again; if that does not help, tell an administrator.',
  ],
  offline: [
    'Нет связи с сервером. Проверьте сеть и попробуйте ещё раз.',
    'The server cannot be reached. Check the network and try again.',
  ],
  again: ['Попробовать ещё раз', 'Try again'],
  toList: ['К списку: {{section}}', 'To the list: {{section}}'],
  toRecord: ['К записи', 'To the record'],
  unfiltered: ['Весь список, без фильтров', 'The whole list, without filters'],
} as const satisfies Record<string, Pair>;

import type { ErrorWords } from './words.ts';

export const PROPOSAL_ERRORS: ErrorWords = {
  SECOND_PERSON: [
    'Одобрить должен другой человек: ваша учётная запись и запись того, кто запросил, связаны ({reason}: made — создание или сброс, device — один браузер, address — один адрес). Запрос ждёт кого-то ещё.',
    'Another person must approve: your account and the one that asked belong together ({reason}: made or reset by the other, the same device, the same address). The request waits for somebody else.',
  ],
  SECOND_PERSON_NEEDED: [
    'Одному так нельзя: нужен второй человек.',
    'One person may not do this alone: it takes a second one.',
  ],
  PROPOSAL_UNKNOWN: ['Такого запроса нет.', 'There is no such request.'],
  PROPOSAL_STATE: [
    'Запрос уже решён, или то, о чём он, с тех пор изменилось. Обновите страницу и запросите заново, если ещё нужно.',
    'The request is decided, or what it is about has changed since. Reload the page and ask anew if it is still wanted.',
  ],
  PROPOSAL_WAITS: [
    'Об этом уже ждёт решения другой запрос. Сначала решите или отзовите его.',
    'Another request about this waits. Decide it or take it back first.',
  ],
  PROPOSAL_OWN: [
    'Свой запрос одобряет и отклоняет кто-то другой.',
    'Somebody else decides on your own request.',
  ],
  LINK_INVALID: [
    'Ссылку взять нельзя: её уже использовали, прошла неделя или запрашивал не вы.',
    'There is no link to take: it was used, a week has passed, or somebody else asked.',
  ],
};

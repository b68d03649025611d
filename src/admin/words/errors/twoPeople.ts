import type { ErrorWords } from './words.ts';

export const PROPOSAL_ERRORS: ErrorWords = {
  SECOND_PERSON: [
    'Одобрить должен другой человек: ваша учётная запись связана с записью автора запроса ({reason}: made — создание или сброс, device — один браузер, address — один адрес).',
    'Another person must approve: your account is linked to the account that asked ({reason}: made — one was made or reset by the other, device — the same browser, address — the same address).',
  ],
  SECOND_PERSON_NEEDED: [
    'В одиночку это сделать нельзя: нужен второй человек.',
    'One person may not do this alone: a second person is needed.',
  ],
  PROPOSAL_UNKNOWN: ['Такого запроса нет.', 'There is no such request.'],
  PROPOSAL_STATE: [
    'По запросу уже есть решение, или его предмет с тех пор изменился. Обновите страницу. Если изменение ещё нужно, запросите заново.',
    'The request is already decided, or its subject has changed since. Reload the page. Ask again if you still want the change.',
  ],
  PROPOSAL_WAITS: [
    'Другой запрос о том же уже ждёт решения. Сначала решите или отзовите его.',
    'Another request about the same thing is waiting. Decide it or take it back first.',
  ],
  PROPOSAL_OWN: [
    'По своему запросу решать нельзя: это делает другой человек.',
    'You cannot decide on your own request. Another person does that.',
  ],
  LINK_INVALID: [
    'Ссылку получить нельзя: её уже использовали, прошла неделя или запрашивали не вы.',
    'You cannot get this link: it was used, a week has passed, or somebody else asked for it.',
  ],
};

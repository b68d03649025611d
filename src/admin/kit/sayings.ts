import type { Saying, Shell } from '../access/shell.ts';
import { ACCOUNT_KINDS, PARTIES } from '../words/ledger.ts';
import { OWN_REASONS, REASON_WORDS, STARS_FROM_BALANCE } from '../words/reasons.ts';
import { ACTOR_ROLE_WORDS } from '../words/people.ts';
import type { Say } from './say.ts';

/** The words for `user:7/wallet/TON` and `house/revenue/TON`. Any other name stays as it is. */
export function accountText(name: string, say: Say): string {
  const [, user, kind = ''] = /^(?:user:(\d+)|house)\/(\w+)\/\w+/.exec(name) ?? [];
  if (kind === '') return name;
  return `${say.of(ACCOUNT_KINDS, kind)} · ${user === undefined ? say(PARTIES.shop) : `#${user}`}`;
}

/** Who did something: `system`, `user:42`, `staff:7`. */
export function actorText(actor: string, say: Say): string {
  const [kind, id] = actor.split(':');
  if (kind === 'user' || kind === 'staff') return `${say(PARTIES[kind])} #${id}`;
  return actor === 'system' ? say(PARTIES.system) : actor;
}

/** Known reasons in the reader's language. Reasons that people wrote stay exactly as written. */
export function reasonText(reason: string, say: Say): string {
  const [, stars] = /^(\d+) stars from balance$/.exec(reason) ?? [];
  if (stars !== undefined) return say(STARS_FROM_BALANCE, { n: stars });
  return say.of({ ...REASON_WORDS, ...OWN_REASONS }, reason.replace(/^(first price list) in \w+$/, '$1'));
}

/** The words for `packages.changePrice`. */
function actText(action: string, { acts, sources }: Shell): string {
  const [type = '', name = ''] = /^\w+\.\w+$/.test(action) ? action.split('.') : [];
  if (name === '') return action;
  return `${sources[type]?.many ?? type}: ${acts[action] ?? acts[name] ?? name}`;
}

/** A text of the product in words, by the rule of its column. */
export function sayingText(says: Saying, text: string, { say, shell }: { say: Say; shell: Shell }): string {
  switch (says) {
    case 'account':
      return accountText(text, say);
    case 'actor':
      return actorText(text, say);
    case 'reason':
      return reasonText(text, say);
    case 'act':
      return actText(text, shell);
    // A person who works on the server has no account.
    case 'person':
      return say.of({ operator: ACTOR_ROLE_WORDS.operator }, text);
    case 'section':
      return shell.sources[text]?.many ?? text;
  }
}

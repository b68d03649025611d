import type { useTexts } from './texts.ts';

type TextsInHand = ReturnType<typeof useTexts>;

/** `user:7/wallet/TON` and `house/revenue/TON` as people say it; anything else as it is. */
export function accountText(name: string, { sb, value }: TextsInHand): string {
  const [, user, kind = ''] = /^(?:user:(\d+)|house)\/(\w+)\/\w+/.exec(name) ?? [];
  if (kind === '') return name;
  return user === undefined
    ? `${value('kind', kind)} · ${sb('refund.shop')}`
    : `${value('kind', kind)} · #${user}`;
}

/** Who caused a journal: `system`, `user:42`, `staff:7`. */
export function actorText(actor: string, { sb }: TextsInHand): string {
  const [kind, id] = actor.split(':');
  if (kind === 'user') return `${sb('refund.user')} #${id}`;
  return kind === 'staff' ? `${sb('ledger.staff')} #${id}` : actor === 'system' ? sb('refund.system') : actor;
}

/** A person by name; who works on the server has no account. */
export function personText(name: string, { value }: TextsInHand): string {
  return name === 'operator' ? value('role', name) : name;
}

/** Reasons that the product writes itself. */
const REASONS: Record<string, string> = {
  'paid by invoice': 'paidByInvoice',
  'top-up by invoice': 'topUp',
  'invoice money to balance': 'toBalance',
  'refund to balance': 'refundToBalance',
  'refund, set aside for an address': 'setAside',
  'refund sent to the address': 'sent',
  'refund to an address given up: to balance': 'givenUp',
  'first price list': 'firstPrices',
  'first rules': 'firstRules',
  'a note harms nobody': 'firstRules',
  'an entry is itself a decision of a person': 'firstRules',
};

/** Known reasons in the reader's language; those of people stay as they were written, whatever is in them. */
export function reasonText(reason: string, { sb, value }: TextsInHand): string {
  const [, stars] = /^(\d+) stars from balance$/.exec(reason) ?? [];
  if (stars !== undefined) return sb('ledger.fromBalance', { n: stars });
  const known = REASONS[reason.replace(/^(first price list) in \w+$/, '$1')];
  if (known !== undefined) return sb(`ledger.reasons.${known}`);
  return /^[a-z_]+$/.test(reason) ? value('reason', reason) : reason;
}

/** A code of ours in words; anything else as it is. */
export function detailText(detail: string, { value }: TextsInHand): string {
  return /^[a-z_]+$/.test(detail) ? value('detail', detail) : detail;
}

/** `package_prices.changePrice` as people say it. */
export function auditText(action: string, { t }: TextsInHand): string {
  if (!/^\w+\.\w+$/.test(action)) return action;
  const [type = '', name = ''] = action.split('.');
  // AdminJS makes words of a key that it does not know, so the fallback tells whether it does.
  const own = t(`sb.audit.${name}`, UNKNOWN);
  return `${t(`labels.${type}`, type)}: ${own === UNKNOWN ? t(`actions.${name}`, name) : own}`;
}

const UNKNOWN = '?';

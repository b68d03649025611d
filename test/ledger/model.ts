import type { AccountRef, Journal } from '../../src/ledger/index.ts';

/** The ledger in forty lines, without a database: what posting must do, told the simplest way. */
export class Model {
  readonly balances = new Map<string, bigint>();
  readonly counts = new Map<string, bigint>();
  readonly frozen = new Set<string>();
  readonly #posted = new Map<string, string>();

  /** `posted`, `replayed`, or the code of the refusal; a refusal changes nothing. */
  post(journal: Journal): string {
    const content = JSON.stringify([journal.kind, journal.lines], (_, v: unknown) =>
      typeof v === 'bigint' ? String(v) : v,
    );
    const before = this.#posted.get(journal.key);
    if (before !== undefined) return before === content ? 'replayed' : 'KEY_REUSED';
    const balances = new Map(this.balances);
    const counts = new Map(this.counts);
    for (const { debit, credit, amount } of journal.lines) {
      if (amount <= 0n) return 'LEDGER_AMOUNT_RANGE';
      if (name(debit) === name(credit) || debit.asset !== credit.asset) return 'JOURNAL_INVALID';
    }
    for (const { debit, credit, amount } of journal.lines) {
      if (!('house' in debit) && !balances.has(name(debit))) return 'ACCOUNT_UNKNOWN';
      if (!('house' in credit) && !balances.has(name(credit))) return 'ACCOUNT_UNKNOWN';
      if (this.frozen.has(name(debit))) return 'ACCOUNT_FROZEN';
      const left = (balances.get(name(debit)) ?? 0n) - amount;
      if (!('house' in debit) && left < 0n) return 'INSUFFICIENT_FUNDS';
      balances.set(name(debit), left);
      balances.set(name(credit), (balances.get(name(credit)) ?? 0n) + amount);
      for (const side of [debit, credit]) counts.set(name(side), (counts.get(name(side)) ?? 0n) + 1n);
    }
    for (const [account, balance] of balances) this.balances.set(account, balance);
    for (const [account, count] of counts) this.counts.set(account, count);
    this.#posted.set(journal.key, content);
    return 'posted';
  }
}

export function name(ref: AccountRef): string {
  return 'house' in ref ? `house/${ref.house}/${ref.asset}` : `user:${ref.user}/${ref.account}/${ref.asset}`;
}

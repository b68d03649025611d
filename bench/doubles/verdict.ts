import { checkLedger } from '../../src/ledger/index.ts';
import type { Stage } from './stage.ts';
import { ordersOf, type Name, type TheirOrder } from './suppliers.ts';

/** A delivery, and what the ledger and our wallet have about it. */
interface Ours {
  readonly id: string;
  readonly status: string;
  readonly recipient: string;
  readonly stars: number;
  /** Payments of it that are on the chain. */
  readonly paid: number;
  /** Journals that ended it, and the kind of the last. */
  readonly ends: number;
  readonly endKind: string | null;
}

export interface Verdict {
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly states: Readonly<Record<string, number>>;
}

const END_KIND: Readonly<Record<string, string>> = { confirmed: 'delivery', failed: 'dispatch_return' };

/** Compares every delivery with the orders of the supplier and with the ledger. */
export async function judge({ shop, app, sandbox }: Stage, name: Name): Promise<Verdict> {
  const { rows } = await shop.owner.query<Ours>(
    `SELECT d.id, d.status, d.recipient, d.stars,
       (SELECT count(*)::integer FROM ton_payments p WHERE p.subject_id = d.id AND p.state = 'seen') AS paid,
       (SELECT count(*)::integer FROM ledger.derived x WHERE x.original_id = d.hold_journal_id) AS ends,
       (SELECT t.kind::text FROM ledger.transfer t WHERE t.journal_id = d.end_journal_id AND t.line = 1) AS "endKind"
     FROM deliveries d`,
  );
  const orders = Map.groupBy(ordersOf(sandbox, name), ({ recipient }) => recipient);
  const transfers = Map.groupBy(sandbox.ton?.state.transfers ?? [], ({ comment }) => comment);
  const found = rows.map((ours) => {
    const theirs = orders.get(ours.recipient) ?? [];
    const sent = theirs.flatMap(({ ref }) =>
      (transfers.get(ref) ?? []).filter(({ to }) => to !== sandbox.ton?.wallet),
    );
    return { ours, problem: problemOf(ours, theirs, { sent: sent.length, isOnChain: name === 'mystars' }) };
  });
  const known = new Set(rows.map(({ recipient }) => recipient));
  const strangers = [...orders.keys()].filter((recipient) => !known.has(recipient));
  const of = (kind: 'doubled' | 'lost'): string[] =>
    found.flatMap(({ ours, problem }) =>
      problem?.kind === kind ? [`${ours.id} ${ours.status}: ${problem.text}`] : [],
    );
  const ledger = (await checkLedger(app)).map((broken) => `ledger: ${JSON.stringify(broken)}`);
  return {
    doubled: [...of('doubled'), ...strangers.map((recipient) => `an order of nobody: ${recipient}`)],
    lost: [...of('lost'), ...ledger],
    states: Object.fromEntries(
      [...Map.groupBy(rows, ({ status }) => status)].map(([status, all]) => [status, all.length]),
    ),
  };
}

/** Says what is wrong with a delivery at the end; undefined: nothing. Pure. */
function problemOf(
  { status, stars, paid, ends, endKind }: Ours,
  theirs: readonly TheirOrder[],
  { sent, isOnChain }: { sent: number; isOnChain: boolean },
): { kind: 'doubled' | 'lost'; text: string } | undefined {
  const doubled = (text: string) => ({ kind: 'doubled', text }) as const;
  const lost = (text: string) => ({ kind: 'lost', text }) as const;
  const delivered = theirs.filter(({ isDelivered }) => isDelivered);
  if (theirs.filter(({ isPaid }) => isPaid).length > 1) return doubled('the supplier has two paid orders');
  if (sent > 1 || paid > 1) return doubled('the order was paid twice');
  if (status === 'failed' && delivered.length > 0) return doubled('the stars arrived and came back as well');
  if (ends > 1) return doubled('the ledger ended it twice');
  if (!(status in END_KIND)) return lost('it has not ended');
  if (status === 'confirmed' && delivered[0]?.stars !== stars) return lost('the stars did not arrive');
  if (status === 'failed' && theirs.some(({ isPaid }) => isPaid))
    return lost('the money is with the supplier');
  if (ends !== 1 || endKind !== END_KIND[status]) return lost('the ledger has another end');
  if (isOnChain && status === 'confirmed' && (paid !== 1 || sent !== 1))
    return lost('the payment is not booked');
  return undefined;
}

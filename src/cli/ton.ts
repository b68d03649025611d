import { endStuckPayment, proveStuckPayment } from '../delivery/index.ts';
import { formatAmount, TON } from '../lib/index.ts';
import { inOneTransaction } from '../platform/index.ts';
import { audit, findStaffByEmail } from '../staff/index.ts';
import { stuckPayments, type TonContext } from '../tonWallet/index.ts';
import { option } from './options.ts';

export const TON_RESOLVE_USAGE =
  'ton resolve [<payment id> --staff <email> --remark <text> [--paid <transaction hash>]]';

/**
 * Lists stuck payments of our wallet. With an id it ends that one with the rights of the named person: it was not paid, or
 * the named transaction paid it, which the node must show. Exit code 2: wrong input. Errors: as `proveStuckPayment` and
 * `endStuckPayment`.
 */
export async function resolvePaymentCommand(app: TonContext, args: readonly string[]): Promise<number> {
  const [id] = args;
  if (id === undefined) return listStuck(app.db);
  const remark = option(args, '--remark') ?? '';
  const txHash = option(args, '--paid');
  const staff = await findStaffByEmail(app.db, option(args, '--staff') ?? '');
  if (remark === '' || txHash === '' || !staff) {
    console.error(`Usage: ${TON_RESOLVE_USAGE}`);
    return 2;
  }
  const proof = txHash === undefined ? undefined : await proveStuckPayment(app, { paymentId: id, txHash });
  await inOneTransaction(app, async ({ db }, tx) => {
    await endStuckPayment({ db }, { paymentId: id, staffId: staff.id, remark, proof });
    await audit(tx, {
      actor: staff,
      action: 'ton.resolve',
      subject: { type: 'ton_payments', id },
      after: proof ? { state: 'seen', txHash: proof.hash, remark } : { state: 'lapsed', remark },
    });
  });
  console.log(`The payment ${proof ? 'counts as paid' : 'has lapsed'}, and the wallet pays again.`);
  return 0;
}

async function listStuck(db: TonContext['db']): Promise<number> {
  const stuck = await stuckPayments(db);
  for (const { id, purpose, subjectId, amount, toAddress, memo, afterLt, reason } of stuck) {
    console.log(`${id}  for ${purpose} ${subjectId}: ${reason}`);
    console.log(`  ${formatAmount(amount, TON)} TON to ${toAddress}, memo ${memo}`);
    console.log(`  look at the wallet's transactions after ${afterLt}`);
  }
  if (stuck.length === 0) console.log('No payment is stuck.');
  return 0;
}

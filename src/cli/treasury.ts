import type { App } from '../app.ts';
import { formatAmount, parseAmount } from '../lib/index.ts';
import { inOneTransaction } from '../platform/index.ts';
import { audit, findStaffByEmail } from '../staff/index.ts';
import { bookFunding, fundingAsset, FUNDING_ENDS, type FundingEnd } from '../treasury/index.ts';
import { option } from './options.ts';

export const TREASURY_FUND_USAGE =
  'treasury fund --place <ton_wallet | istar | heleket | capital> --amount <amount> --from <place> --remark <proof> --staff <email>';

/**
 * Books money that was moved by hand, as the person who is named and with that person's rights. It moves no coins. The same
 * movement with the same remark is booked once. Above the limit of bookings it waits for a second person, in the back
 * office or with `approvals`. Exit code 2: wrong input. Errors: as `bookFunding`.
 */
export async function fundCommand(app: App, args: readonly string[]): Promise<number> {
  const [to, from] = [endOf(args, '--place'), endOf(args, '--from')];
  const remark = option(args, '--remark') ?? '';
  const staff = await findStaffByEmail(app.db, option(args, '--staff') ?? '');
  if (!to || !from || remark === '' || !staff) {
    console.error(`Usage: ${TREASURY_FUND_USAGE}`);
    return 2;
  }
  const asset = fundingAsset(app, { from, to });
  const amount = parseAmount(option(args, '--amount') ?? '', asset);
  const { journalId, replayed, waits } = await inOneTransaction(app, async (within, tx) => {
    const booked = await bookFunding(within, { from, to, amount, remark, staffId: staff.id });
    const after = { from, to, amount, asset: asset.code, remark };
    if (!booked.replayed)
      await audit(tx, {
        actor: staff,
        action: 'treasury.fund',
        subject: booked.waits
          ? { type: 'proposals', id: booked.waits.id }
          : { type: 'ledger_journals', id: booked.journalId ?? '' },
        after: booked.waits ? { status: booked.waits.status, ...after } : after,
      });
    return booked;
  });
  const what = `${formatAmount(amount, asset)} ${asset.code} from ${from} to ${to}`;
  if (waits) {
    console.log(`${what} waits for a second person: approvals approve ${waits.id}`);
    return 0;
  }
  if (replayed) {
    console.log(`${what} was booked before with this remark: journal ${journalId}. Nothing changed.`);
    return 0;
  }
  console.log(`${what} is booked: journal ${journalId}.`);
  return 0;
}

function endOf(args: readonly string[], name: string): FundingEnd | undefined {
  const word = option(args, name);
  return FUNDING_ENDS.find((end) => end === word);
}

import type { App } from '../app.ts';
import { deliveryTrail, findDelivery, resolveDelivery } from '../delivery/index.ts';
import { AppError, formatAmount } from '../lib/index.ts';
import { inOneTransaction } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { audit, findStaffByEmail } from '../staff/index.ts';
import { probeSupplier, SUPPLIERS } from '../suppliers/index.ts';
import { option } from './options.ts';

export const DELIVERY_SHOW_USAGE = 'delivery show <id>';
export const DELIVERY_RESOLVE_USAGE =
  'delivery resolve <id> --as arrived|returned --staff <email> --remark <text> [--proof <id>]';
export const SUPPLIER_CHECK_USAGE = 'supplier check [mystars | istar]';

/** Prints one delivery: its state, its earlier states and the answers of the supplier. Exit code 1: there is none. */
export async function showDeliveryCommand(app: App, [id = '']: readonly string[]): Promise<number> {
  const delivery = await findDelivery(app, id);
  if (!delivery) {
    console.error('There is no such delivery.');
    return 1;
  }
  const { status, stars, recipient, supplier, supplierRef, attempt, error, proof } = delivery;
  console.log(`status         ${status}${error === null ? '' : ` (${error})`}`);
  console.log(`stars          ${stars} to ${recipient === null ? 'an erased name' : `@${recipient}`}`);
  if (supplier !== null)
    console.log(`supplier       ${supplier}, attempt ${attempt}, its order ${supplierRef ?? '-'}`);
  if (proof !== null) console.log(`proof          ${proof}`);
  const { events, answers } = await deliveryTrail(app, id);
  for (const { at, actor, to, remark } of events)
    console.log(`${at.toISOString()}  ${to.padEnd(10)} by ${actor}${remark === '' ? '' : `: ${remark}`}`);
  for (const { at, call, outcome, raw } of answers)
    console.log(
      `${at.toISOString()}  ${call.padEnd(10)} ${outcome}${raw === '' ? '' : `: ${raw.slice(0, 500)}`}`,
    );
  return 0;
}

/**
 * Ends an uncertain delivery with the rights of the named person. Exit code 2: wrong input.
 * Errors: as `resolveDelivery`.
 */
export async function resolveDeliveryCommand(app: App, args: readonly string[]): Promise<number> {
  const [id = ''] = args;
  const as = { arrived: 'confirmed', returned: 'failed' }[option(args, '--as') ?? ''];
  const remark = option(args, '--remark') ?? '';
  const staff = await findStaffByEmail(app.db, option(args, '--staff') ?? '');
  if ((as !== 'confirmed' && as !== 'failed') || remark === '' || !staff) {
    console.error(`Usage: ${DELIVERY_RESOLVE_USAGE}`);
    return 2;
  }
  const proof = option(args, '--proof');
  const { status } = await inOneTransaction(app, async (within, tx) => {
    const delivery = await resolveDelivery(within, {
      deliveryId: id,
      staffId: staff.id,
      as,
      remark,
      ...(proof !== undefined && { proof }),
    });
    await audit(tx, {
      actor: staff,
      action: 'delivery.resolve',
      subject: { type: 'delivery', id },
      after: { status: delivery.status, remark },
    });
    return delivery;
  });
  console.log(`The delivery is ${status}.`);
  return 0;
}

/** Asks each supplier with a key for prices and our balance there. Orders nothing. Exit code 1: one did not answer. */
export async function checkSupplierCommand(app: App, [wanted]: readonly string[]): Promise<number> {
  const known = SUPPLIERS.find((name) => name === wanted);
  if (wanted !== undefined && !known)
    throw new AppError(
      'INPUT_INVALID',
      {},
      { message: `There is no supplier ${wanted}. Known: ${SUPPLIERS.join(', ')}` },
    );
  const asked = SUPPLIERS.flatMap((name) => (known && name !== known ? [] : [app.suppliers[name]])).filter(
    (supplier) => supplier !== undefined,
  );
  if (asked.length === 0) {
    console.error('No supplier is configured. Set DELIVERY=supplier and the key of a supplier.');
    return 1;
  }
  let failed = 0;
  for (const supplier of asked) {
    const { quotes, float } = await probeSupplier(supplier);
    if (quotes.is === 'later' || float.is === 'later') failed++;
    if (quotes.is === 'later') console.log(`${supplier.name.padEnd(10)} no prices: ${quotes.why}`);
    else
      for (const { stars, cost } of quotes.quotes)
        console.log(`${supplier.name.padEnd(10)} ${stars} stars cost ${amountOf(cost)}`);
    if (float.is === 'later') console.log(`${supplier.name.padEnd(10)} no balance: ${float.why}`);
    else
      for (const cost of float.costs)
        console.log(`${supplier.name.padEnd(10)} holds ${amountOf(cost)} for us`);
  }
  return failed === 0 ? 0 : 1;
}

function amountOf({ amount, asset }: { amount: bigint; asset: string }): string {
  return `${formatAmount(amount, coin({ PAYMENT_ASSET: asset }))} ${asset}`;
}

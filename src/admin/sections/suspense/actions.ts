import { z } from 'zod';
import { userBalances } from '../../../ledger/index.ts';
import { parseAmount } from '../../../lib/index.ts';
import { previewRequest, requestRelease, type ReleaseRequest } from '../../../refunds/index.ts';
import { coin } from '../../../shop/index.ts';
import { moneyStyle } from '../../access/panel.ts';
import { findRows, moneyText } from '../../access/reader/index.ts';
import { defineAction, type ActionCall } from '../../access/actions.ts';
import { common, requested, showPreview, WORDS } from '../refunds/requestShared.ts';
import { type ShownBalance } from '../refunds/adjustmentRequests.ts';
import { REQUEST_FIELDS } from '../refunds/requestFields.ts';
import { USERS } from '../users/source.ts';
import { OWNER_FIELD } from './releaseFields.ts';

const RELEASE = z.object({
  ...WORDS,
  /** The amount as it was typed. Empty: all that is left. */
  amount: z.string().trim(),
  /** Empty if the money belongs to an order. Then the buyer gets it. */
  userId: z
    .string()
    .trim()
    .regex(/^(#?\d{1,18})?$/)
    .default(''),
});

const onPosting = {
  subject: 'adjustments',
  right: 'request',
  kind: 'record',
  icon: 'LogOut',
  form: [OWNER_FIELD, ...Object.values(REQUEST_FIELDS)],
} as const;

/** The owner of the balance that a release goes to. */
export interface Receiver {
  readonly id: string;
  readonly name: string;
}

/**
 * A preview of the release, and the balance that it changes. A person must be able to notice a wrong number before it
 * happens.
 */
const previewRelease = defineAction({
  ...onPosting,
  name: 'previewRelease',
  label: ['Проверить передачу', 'Check the release'],
  button: false,
  input: RELEASE,
  run: async (call, input) => {
    const { app, ability } = call;
    const preview = await previewRequest(app, releaseWish(call, input));
    const { asset, amount, userId } = preview.refund;
    const [user] = await findRows(app.db, { ability, source: USERS }, [userId.toString()]);
    const { wallet } = await userBalances(app.db, userId, asset);
    const shown = (balance: bigint): string => moneyText(moneyStyle(app.config), balance, asset);
    const receiver: Receiver = {
      id: userId.toString(),
      name: typeof user?.['name'] === 'string' ? user['name'] : '',
    };
    const balance: ShownBalance = { before: shown(wallet), after: shown(wallet + amount) };
    return { unchanged: true, data: { preview: showPreview(app, preview), user: receiver, balance } };
  },
});

const askRelease = defineAction({
  ...onPosting,
  name: 'requestRelease',
  label: ['Отдать владельцу', 'Release to owner'],
  component: 'ReleaseRequest',
  // Losses in suspense have no owner. An amount that was already requested is not requested again.
  offered: ({ left }) => typeof left === 'string' && /[1-9]/.test(left),
  input: RELEASE,
  run: async (call, input) =>
    requested('adjustments', await requestRelease(call.app, releaseWish(call, input))),
});

function releaseWish(call: ActionCall, input: z.infer<typeof RELEASE>): ReleaseRequest {
  const { amount, userId, ...rest } = input;
  return {
    ...rest,
    ...common(call),
    journalId: call.id,
    ...(userId === '' ? {} : { userId: BigInt(userId.replace('#', '')) }),
    ...(amount === '' ? {} : { amount: parseAmount(amount, coin(call.app.config)) }),
  };
}

export const RELEASE_ACTIONS = [askRelease, previewRelease];
